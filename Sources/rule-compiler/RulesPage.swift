import Policy
struct RulesPage { let text: String
  init(rules: [Rule], services: [TrackingService]) { text = "" } }
