class ClubMailer < ApplicationMailer
  layout 'club'
end
