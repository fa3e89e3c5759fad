//! Signs of fonts that have others in the place of letters, and how numbers of lists look.

/// The sign of a font such as Wingdings, by its number in hexadecimal.
pub fn sign(font: &str, code: &str) -> Option<&'static str> {
    let code = u32::from_str_radix(code, 16).ok()? & 0xff;
    let table: &[(u32, &str)] = match font.to_ascii_lowercase().as_str() {
        "wingdings" => &[
            (0x21, "✏"),
            (0x22, "✂"),
            (0x28, "☎"),
            (0x2a, "✉"),
            (0x36, "⌛"),
            (0x3f, "✍"),
            (0x4a, "☺"),
            (0x4c, "☹"),
            (0x6c, "●"),
            (0x6d, "❍"),
            (0x6e, "■"),
            (0x6f, "□"),
            (0x71, "❑"),
            (0x74, "⧫"),
            (0x75, "◆"),
            (0x76, "❖"),
            (0x77, "⬥"),
            (0x78, "☒"),
            (0x9f, "•"),
            (0xa1, "○"),
            (0xa7, "▪"),
            (0xa8, "☐"),
            (0xab, "★"),
            (0xd8, "➢"),
            (0xdc, "➲"),
            (0xdf, "←"),
            (0xe0, "→"),
            (0xe1, "↑"),
            (0xe2, "↓"),
            (0xe8, "➔"),
            (0xf0, "⇨"),
            (0xfb, "✗"),
            (0xfc, "✓"),
            (0xfd, "☒"),
            (0xfe, "☑"),
        ],
        "wingdings 2" => &[(0x4f, "✗"), (0x50, "✓"), (0x51, "☒"), (0x52, "☑"), (0x53, "☒"), (0xa3, "☐"), (0x97, "●")],
        "symbol" => &[
            (0x61, "α"),
            (0x62, "β"),
            (0x64, "δ"),
            (0x6c, "λ"),
            (0x6d, "μ"),
            (0x70, "π"),
            (0x73, "σ"),
            (0x44, "Δ"),
            (0x53, "Σ"),
            (0x57, "Ω"),
            (0xa3, "≤"),
            (0xa5, "∞"),
            (0xac, "←"),
            (0xad, "↑"),
            (0xae, "→"),
            (0xaf, "↓"),
            (0xb0, "°"),
            (0xb1, "±"),
            (0xb3, "≥"),
            (0xb4, "×"),
            (0xb7, "•"),
            (0xb8, "÷"),
            (0xb9, "≠"),
            (0xbb, "≈"),
            (0xd6, "√"),
            (0xde, "⇒"),
            (0xdb, "⇔"),
        ],
        _ => return None,
    };
    table.iter().find(|(number, _)| *number == code).map(|(_, sign)| *sign)
}

/// The first number of a list, as Word shows it.
pub fn numbered(format: &str, text: &str) -> String {
    let one = match format {
        "lowerLetter" => "a",
        "upperLetter" => "A",
        "lowerRoman" => "i",
        "upperRoman" => "I",
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "ideographDigital"
        | "taiwaneseCounting" => "一",
        "chineseLegalSimplified" | "ideographLegalTraditional" => "壹",
        "ideographTraditional" => "甲",
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => "①",
        "decimalZero" => "01",
        _ => "1",
    };
    let mut out = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '%' && chars.next_if(char::is_ascii_digit).is_some() {
            out.push_str(one);
        } else {
            out.push(c);
        }
    }
    out.trim().to_owned()
}
