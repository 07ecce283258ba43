"""HTML's escapes. Source followed: Lib/html/__init__.py. Of the named characters, those of HTML 4 are known."""

__all__ = ["escape", "unescape"]
__path__ = []

import re as _re

_LATIN = ("nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro "
          "para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil "
          "Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave "
          "Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml "
          "igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute "
          "thorn yuml")
_GREEK = ("Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho - Sigma Tau Upsilon Phi "
          "Chi Psi Omega")
_OTHER = {"quot": 34, "amp": 38, "lt": 60, "gt": 62, "apos": 39, "OElig": 338, "oelig": 339, "Scaron": 352, "scaron": 353,
          "Yuml": 376, "fnof": 402, "circ": 710, "tilde": 732, "ensp": 8194, "emsp": 8195, "thinsp": 8201, "zwnj": 8204,
          "zwj": 8205, "ndash": 8211, "mdash": 8212, "lsquo": 8216, "rsquo": 8217, "sbquo": 8218, "ldquo": 8220,
          "rdquo": 8221, "bdquo": 8222, "dagger": 8224, "Dagger": 8225, "bull": 8226, "hellip": 8230, "permil": 8240,
          "prime": 8242, "Prime": 8243, "lsaquo": 8249, "rsaquo": 8250, "euro": 8364, "trade": 8482, "larr": 8592,
          "uarr": 8593, "rarr": 8594, "darr": 8595, "harr": 8596, "rArr": 8658, "hArr": 8660, "forall": 8704, "part": 8706,
          "exist": 8707, "empty": 8709, "nabla": 8711, "isin": 8712, "notin": 8713, "prod": 8719, "sum": 8721,
          "minus": 8722, "radic": 8730, "infin": 8734, "and": 8743, "or": 8744, "cap": 8745, "cup": 8746, "int": 8747,
          "asymp": 8776, "ne": 8800, "equiv": 8801, "le": 8804, "ge": 8805, "sub": 8834, "sup": 8835, "spades": 9824,
          "clubs": 9827, "hearts": 9829, "diams": 9830, "check": 10003}
_names = {}
# Names that end without a semicolon, too, as browsers have always read them.
_old = set(_LATIN.split()) | {"quot", "amp", "lt", "gt"}


def _fill():
    _names.update(_OTHER)
    _names.update([(name, 160 + i) for i, name in enumerate(_LATIN.split())])
    for i, name in enumerate(_GREEK.split()):
        if name != "-":
            _names[name], _names[name.lower()] = 913 + i, 945 + i
    _names["sigmaf"] = 962


def escape(s, quote=True):
    s = s.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if quote:
        s = s.replace('"', "&quot;").replace("'", "&#x27;")
    return s


def _character(match):
    s = match[1]
    if s[0] == "#":
        num = int(s[2:].rstrip(";"), 16) if s[1] in "xX" else int(s[1:].rstrip(";"))
        if 0xD800 <= num <= 0xDFFF or num > 0x10FFFF or num == 0:
            return "\ufffd"
        return chr(num)
    if not _names:
        _fill()
    if s[-1] == ";" and s[:-1] in _names:
        return chr(_names[s[:-1]])
    for x in range(len(s), 1, -1):
        if s[:x] in _old:
            return chr(_names[s[:x]]) + s[x:]
    return "&" + s


def unescape(s):
    if "&" not in s:
        return s
    return _re.sub(r"&(#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)", _character, s)
