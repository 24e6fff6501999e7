// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertmanager/receivers/mail_message.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "alertmanager/receivers/mail_address.h"
#include "base/text.h"
#include "base/time_zone.h"

namespace hearth::alertmanager {
namespace {

constexpr std::string_view kWordBegin = "=?utf-8?q?";
constexpr std::string_view kWordEnd = "?=";
constexpr std::size_t kMaxWordBytes = 75; // RFC 2047
/// A line of a message ends after 998 bytes at the latest; what is longer than this is folded.
constexpr std::size_t kMaxPlainValue = 900;
constexpr std::size_t kMaxBodyLine = 76;

bool isPlain(std::string_view value) {
    return value.size() <= kMaxPlainValue &&
           std::ranges::all_of(value, [](char c) { return (c >= ' ' && c <= '~') || c == '\t'; });
}

std::string encodedByte(char c) {
    return fmt::format("={:02X}", static_cast<unsigned char>(c));
}

/// A byte in an encoded word.
std::string wordByte(char c) {
    if (c == ' ') {
        return "_";
    }
    const bool stays = c > ' ' && c <= '~' && c != '=' && c != '?' && c != '_';
    return stays ? std::string(1, c) : encodedByte(c);
}

/// How many bytes the code point at the beginning takes.
std::size_t runeBytes(std::string_view text) {
    std::size_t bytes = 1;
    while (bytes < text.size() && (static_cast<unsigned char>(text[bytes]) & 0xc0U) == 0x80) {
        ++bytes;
    }
    return bytes;
}

std::string encodedWords(std::string_view value) {
    std::string out(kWordBegin);
    std::size_t lineBytes = kWordBegin.size();
    while (!value.empty()) {
        std::string rune;
        const auto bytes = runeBytes(value);
        for (const char c : value.substr(0, bytes)) {
            rune += wordByte(c);
        }
        if (lineBytes + rune.size() + kWordEnd.size() > kMaxWordBytes) {
            out.append(kWordEnd).append("\r\n ").append(kWordBegin);
            lineBytes = kWordBegin.size();
        }
        out += rune;
        lineBytes += rune.size();
        value.remove_prefix(bytes);
    }
    return out.append(kWordEnd);
}

bool isAddressHeader(std::string_view name) {
    constexpr std::array<std::string_view, 6> kNames{"From", "To", "Cc", "Bcc", "Reply-To", "Sender"};
    return std::ranges::find(kNames, name) != kNames.end();
}

/// A display name that may hold anything.
std::string phrase(std::string_view name) {
    if (!isPlain(name)) {
        return encodedWords(name);
    }
    std::string quoted("\"");
    for (const char c : name) {
        quoted += c == '"' || c == '\\' ? "\\" : "";
        quoted += c;
    }
    return quoted + '"';
}

std::string addressesText(const std::vector<MailAddress>& addresses) {
    std::string text;
    for (const auto& [name, address] : addresses) {
        text += text.empty() ? "" : ",\r\n ";
        text += name.empty() ? address : fmt::format("{} <{}>", phrase(name), address);
    }
    return text;
}

} // namespace

std::string headerText(std::string_view name, std::string_view value) {
    if (isPlain(value)) {
        return std::string(value);
    }
    if (isAddressHeader(name)) {
        if (const auto addresses = parseAddressList(value)) {
            return addressesText(*addresses);
        }
    }
    return encodedWords(value);
}

std::string quotedPrintable(std::string_view text) {
    std::string out;
    std::size_t lineBytes = 0;
    const auto put = [&](std::string_view piece) {
        if (lineBytes + piece.size() >= kMaxBodyLine) {
            out += "=\r\n";
            lineBytes = 0;
        }
        out += piece;
        lineBytes += piece.size();
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const bool endsLine = i + 1 == text.size() || text[i + 1] == '\n' || text[i + 1] == '\r';
        if (c == '\n' || c == '\r') {
            i += c == '\r' && i + 1 < text.size() && text[i + 1] == '\n' ? 1 : 0;
            out += "\r\n";
            lineBytes = 0;
        } else if ((c >= '!' && c <= '~' && c != '=') || ((c == ' ' || c == '\t') && !endsLine)) {
            put({&c, 1});
        } else {
            put(encodedByte(c));
        }
    }
    return out;
}

std::string mailDate(model::TimestampMs time) {
    constexpr std::array<std::string_view, 7> kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto civil = civilFromSeconds(time / model::kSecondMs);
    return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} +0000", kDays[static_cast<std::size_t>(civil.weekday)],
                       civil.day, kMonths[static_cast<std::size_t>(civil.month - 1)], civil.year, civil.hour,
                       civil.minute, civil.second);
}

std::string canonicalHeaderName(std::string_view name) {
    auto text = toLowerAscii(name);
    bool begins = true;
    for (char& c : text) {
        if (begins && c >= 'a' && c <= 'z') {
            c = static_cast<char>(c - 'a' + 'A');
        }
        begins = c == '-';
    }
    return text;
}

bool isHeaderName(std::string_view name) {
    return !name.empty() && std::ranges::all_of(name, [](char c) { return c > ' ' && c <= '~' && c != ':'; });
}

std::string mailText(const MailMessage& message) {
    std::string out;
    for (const auto& [name, value] : message.headers) {
        out += fmt::format("{}: {}\r\n", name, headerText(name, value));
    }
    out +=
        fmt::format("Content-Type: multipart/alternative;  boundary={}\r\nMIME-Version: 1.0\r\n\r\n", message.boundary);
    for (const auto& part : message.parts) {
        out += fmt::format("--{}\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Type: {}\r\n\r\n{}\r\n",
                           message.boundary, part.type, quotedPrintable(part.body));
    }
    return out + fmt::format("--{}--\r\n", message.boundary);
}

} // namespace hearth::alertmanager
