// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertmanager/receivers/mail_address.h"

#include <fmt/format.h>

#include "base/text.h"

namespace hearth::alertmanager {
namespace {

constexpr std::string_view kSpecials = "()<>[]:;@\\,\"";

bool isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool isControl(char c) {
    return static_cast<unsigned char>(c) < ' ' || c == '\x7f';
}

/// One grammar rule a function; a position in the text.
class AddressReader {
  public:
    explicit AddressReader(std::string_view text)
        : m_text(text) {}

    Result<std::vector<MailAddress>> list() {
        std::vector<MailAddress> addresses;
        while (true) {
            HEARTH_TRY(skipSpace());
            if (atEnd()) {
                break;
            }
            if (!take(',')) {
                addresses.push_back(HEARTH_TRY(mailbox()));
                HEARTH_TRY(skipSpace());
                if (!atEnd() && peek() != ',') {
                    return wrong("expected comma");
                }
            }
        }
        return addresses.empty() ? wrong("no address") : Result<std::vector<MailAddress>>(std::move(addresses));
    }

  private:
    bool atEnd() const { return m_at == m_text.size(); }
    char peek() const { return m_text[m_at]; }
    bool take(char c) {
        const bool found = !atEnd() && peek() == c;
        m_at += found ? 1 : 0;
        return found;
    }
    std::unexpected<Error> wrong(std::string_view reason) const {
        return fail(ErrorCode::kInvalidArgument,
                    fmt::format("mail: {} at byte {} of {}", reason, m_at, quoteGo(m_text)));
    }

    /// White space and comments.
    Result<void> skipSpace() {
        int depth = 0;
        for (; !atEnd() && (depth > 0 || isSpace(peek()) || peek() == '('); ++m_at) {
            depth += peek() == '(' ? 1 : peek() == ')' ? -1 : 0;
        }
        if (depth > 0) {
            return wrong("unclosed comment");
        }
        return {};
    }

    /// A name and an address in angle brackets, or an address alone.
    Result<MailAddress> mailbox() {
        MailAddress result;
        std::string words;
        while (!atEnd() && peek() != '<' && peek() != '@' && peek() != ',') {
            words += words.empty() ? "" : " ";
            words += HEARTH_TRY(word());
            HEARTH_TRY(skipSpace());
        }
        if (!atEnd() && peek() == '@') {
            result.address = words + HEARTH_TRY(domain());
            return words.empty() || words.contains(' ') ? wrong("no local part")
                                                        : Result<MailAddress>(std::move(result));
        }
        if (!take('<')) {
            return wrong("missing '@' or angle-addr");
        }
        result.name = std::move(words);
        HEARTH_TRY(skipSpace());
        result.address = HEARTH_TRY(word());
        result.address += HEARTH_TRY(domain());
        HEARTH_TRY(skipSpace());
        return take('>') ? Result<MailAddress>(std::move(result)) : wrong("unclosed angle-addr");
    }

    /// `@example.org`, `@[192.0.2.1]`
    Result<std::string> domain() {
        if (!take('@')) {
            return wrong("missing '@'");
        }
        std::string text("@");
        if (take('[')) {
            text += '[';
            for (; !atEnd() && peek() != ']' && !isControl(peek()); ++m_at) {
                text += peek();
            }
            return take(']') ? Result<std::string>(text + "]") : wrong("unclosed domain literal");
        }
        return text + HEARTH_TRY(atom());
    }

    Result<std::string> word() { return !atEnd() && peek() == '"' ? quoted() : atom(); }

    Result<std::string> atom() {
        const auto begin = m_at;
        while (!atEnd() && !isSpace(peek()) && !isControl(peek()) && !kSpecials.contains(peek())) {
            ++m_at;
        }
        return m_at == begin ? wrong("unexpected character") : Result<std::string>(m_text.substr(begin, m_at - begin));
    }

    Result<std::string> quoted() {
        std::string text;
        ++m_at;
        while (!atEnd() && peek() != '"') {
            m_at += peek() == '\\' && m_at + 1 < m_text.size() ? 1 : 0;
            if (isControl(peek()) && peek() != '\t') {
                return wrong("bad character in quoted-string");
            }
            text += m_text[m_at++];
        }
        return take('"') ? Result<std::string>(std::move(text)) : wrong("unclosed quoted-string");
    }

    const std::string_view m_text;
    std::size_t m_at = 0;
};

} // namespace

Result<std::vector<MailAddress>> parseAddressList(std::string_view text) {
    return AddressReader(text).list();
}

} // namespace hearth::alertmanager
