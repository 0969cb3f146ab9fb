import MailSyntax

/// Blade's and Velocity's directives that have no arguments.
enum DirectiveNames {
  private static let names: Set<HTMLName> = Set(
    [
      "else", "endif", "endforeach", "endfor", "endsection", "endcomponent", "endslot", "endphp", "php", "endunless",
      "endisset", "endempty", "empty", "parent", "show", "stop", "endauth", "endguest", "auth", "guest", "endpush",
      "endforelse", "endlang", "lang", "csrf", "endwhile", "endonce", "once", "endcomponentfirst", "verbatim",
      "endverbatim", "end", "stack", "break", "continue", "endcan", "endswitch", "default", "props", "endprepend",
    ].map { HTMLName($0) })

  static func standsAlone(_ name: OctetRange, in octets: Span<UInt8>) -> Bool {
    names.contains(HTMLName(name, in: octets))
  }
}
