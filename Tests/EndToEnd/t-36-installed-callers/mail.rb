# Ruby's mail with its delivery method for sendmail, as Rails uses it; the recipients are arguments.
require "mail"
Mail.defaults { delivery_method :sendmail }
message = Mail.new(from: "shop@beispiel.test", to: ARGV, subject: "Ruby", body: "Ihre Bestellung ist unterwegs.\n")
message.deliver!
