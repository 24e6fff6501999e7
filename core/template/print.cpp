// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/print.h"

#include <fmt/format.h>
#include <utility>
#include <vector>

#include "base/number_format.h"
#include "template/printer.h"
#include "template/unicode.h"

namespace hearth::templates {
namespace {

constexpr int kMaxNumber = 1'000'000; ///< Of widths, precisions and argument numbers.

Result<void> checkFull(const Printer& printer, std::uint64_t limit) {
    return printer.isFull() ? fail(ErrorCode::kLimit, fmt::format("exceeded maximum output size ({} bytes)", limit))
                            : Result<void>();
}

bool isText(const Value& value) {
    return value.kind() == Kind::kString && !value.isPointer();
}

/// Reads a printf format and prints its arguments.
class FormatRun {
  public:
    FormatRun(std::string& out, std::string_view format, std::span<const Value> values, std::uint64_t limit)
        : m_out(out)
        , m_format(format)
        , m_values(values)
        , m_printer(out, limit) {}

    bool run() {
        while (m_at < m_format.size() && !m_printer.isFull()) {
            const auto percent = std::min(m_format.find('%', m_at), m_format.size());
            m_out += m_format.substr(m_at, percent - m_at);
            m_at = percent;
            if (m_at < m_format.size()) {
                ++m_at;
                directive();
            }
        }
        if (!m_reordered && m_next < m_values.size()) {
            printExtra();
        }
        return !m_printer.isFull();
    }

  private:
    bool at(char c) const { return m_at < m_format.size() && m_format[m_at] == c; }

    void directive() {
        m_goodNumber = true;
        m_printer.flags = {};
        readFlags();
        bool afterIndex = readIndex();
        readWidth(afterIndex);
        readPrecision(afterIndex);
        if (!afterIndex) {
            readIndex();
        }
        if (m_at >= m_format.size()) {
            m_out += "%!(NOVERB)";
            return;
        }
        const auto verb = decodeUtf8(m_format.substr(m_at));
        m_at += verb.size;
        printVerb(verb.value);
    }

    void readFlags() {
        for (; m_at < m_format.size(); ++m_at) {
            auto& flags = m_printer.flags;
            switch (m_format[m_at]) {
            case '#':
                flags.sharp = true;
                break;
            case '0':
                flags.zero = true;
                break;
            case '+':
                flags.plus = true;
                break;
            case '-':
                flags.minus = true;
                break;
            case ' ':
                flags.space = true;
                break;
            default:
                return;
            }
        }
    }

    /// Decimal digits; nothing where there are none or too many, with the position at the end then.
    std::optional<int> readNumber(std::size_t end) {
        int number = 0;
        bool any = false;
        for (; m_at < end && m_format[m_at] >= '0' && m_format[m_at] <= '9'; ++m_at) {
            if (number > kMaxNumber) {
                m_at = end;
                return std::nullopt;
            }
            number = number * 10 + (m_format[m_at] - '0');
            any = true;
        }
        return any ? std::optional(number) : std::nullopt;
    }

    /// `[3]`: which argument comes next.
    bool readIndex() {
        if (!at('[')) {
            return false;
        }
        m_reordered = true;
        const auto start = m_at;
        const auto close = m_format.find(']', m_at);
        if (close == std::string_view::npos || m_format.size() - m_at < 3) {
            m_goodNumber = false;
            m_at = start + 1;
            return false;
        }
        ++m_at;
        const auto number = readNumber(close);
        const bool isNumber = number && m_at == close;
        m_at = close + 1;
        if (isNumber && *number >= 1 && static_cast<std::size_t>(*number) <= m_values.size()) {
            m_next = static_cast<std::size_t>(*number) - 1;
            return true;
        }
        m_goodNumber = false;
        return isNumber;
    }

    std::optional<int> numberFromArgument() {
        if (m_next >= m_values.size()) {
            return std::nullopt;
        }
        const auto& value = m_values[m_next++];
        const bool isInteger = !value.isPointer() && (value.kind() == Kind::kInt || value.kind() == Kind::kUint);
        const auto number = isInteger ? value.toInt() : 0;
        const bool fits = isInteger && number <= kMaxNumber && number >= -kMaxNumber;
        return fits ? std::optional(static_cast<int>(number)) : std::nullopt;
    }

    void readWidth(bool& afterIndex) {
        auto& flags = m_printer.flags;
        if (!at('*')) {
            flags.width = readNumber(m_format.size());
            if (afterIndex && flags.width) {
                m_goodNumber = false;
            }
            return;
        }
        ++m_at;
        flags.width = numberFromArgument();
        if (!flags.width) {
            m_out += "%!(BADWIDTH)";
        } else if (*flags.width < 0) {
            flags.width = -*flags.width;
            flags.minus = true;
            flags.zero = false;
        }
        afterIndex = false;
    }

    void readPrecision(bool& afterIndex) {
        if (!at('.') || m_at + 1 >= m_format.size()) {
            return;
        }
        ++m_at;
        m_goodNumber = m_goodNumber && !afterIndex;
        afterIndex = readIndex();
        auto& flags = m_printer.flags;
        if (!at('*')) {
            flags.precision = readNumber(m_format.size()).value_or(0);
            return;
        }
        ++m_at;
        flags.precision = numberFromArgument();
        if (flags.precision && *flags.precision < 0) {
            flags.precision.reset();
        }
        if (!flags.precision) {
            m_out += "%!(BADPREC)";
        }
        afterIndex = false;
    }

    void complain(char32_t verb, std::string_view what) {
        m_out += "%!";
        appendRune(m_out, verb);
        m_out += what;
    }

    void printVerb(char32_t verb) {
        if (verb == '%') {
            m_out += '%';
            return;
        }
        if (!m_goodNumber) {
            return complain(verb, "(BADINDEX)");
        }
        if (m_next >= m_values.size()) {
            return complain(verb, "(MISSING)");
        }
        auto& flags = m_printer.flags;
        if (verb == 'v' || verb == 'w') {
            flags.sharpV = std::exchange(flags.sharp, false);
            flags.plusV = std::exchange(flags.plus, false);
        }
        m_printer.printArgument(m_values[m_next++], verb);
    }

    void printExtra() {
        m_printer.flags = {};
        m_out += "%!(EXTRA ";
        for (auto i = m_next; i < m_values.size() && !m_printer.isFull(); ++i) {
            m_out += i > m_next ? ", " : "";
            if (m_values[i].isNothing()) {
                m_out += "<nil>";
            } else {
                m_out += m_values[i].type()->name;
                m_out += '=';
                m_printer.printArgument(m_values[i], 'v');
            }
        }
        m_out += ')';
    }

    std::string& m_out;
    std::string_view m_format;
    std::span<const Value> m_values;
    Printer m_printer;
    std::size_t m_at = 0;
    std::size_t m_next = 0; ///< The argument that comes next.
    bool m_reordered = false;
    bool m_goodNumber = true;
};

} // namespace

Result<void> appendPrinted(std::string& out, const Value& value, std::uint64_t limit) {
    switch (value.kind()) {
    case Kind::kString:
        out += value.toString();
        return {};
    case Kind::kFloat:
        appendFloatGeneral(out, value.toDouble());
        return {};
    case Kind::kInvalid:
        out += "<no value>";
        return {};
    default: {
        Printer printer(out, limit);
        printer.printArgument(value.isPointer() && value.type()->method("String") == nullptr ? value.pointee() : value,
                              'v');
        return checkFull(printer, limit);
    }
    }
}

std::string print(const Value& value) {
    constexpr std::uint64_t kLimit = 1000;
    std::string out;
    const auto printed = appendPrinted(out, value, kLimit);
    return printed ? out : out.substr(0, kLimit);
}

Result<std::string> printAll(std::span<const Value> values, std::uint64_t limit) {
    std::string out;
    Printer printer(out, limit);
    bool afterText = true;
    for (const auto& value : values) {
        if (!afterText && !isText(value)) {
            out += ' ';
        }
        printer.printArgument(value, 'v');
        afterText = isText(value);
    }
    HEARTH_TRY(checkFull(printer, limit));
    return out;
}

Result<std::string> printForEscaping(std::span<const Value> values, std::uint64_t limit) {
    std::vector<Value> shown;
    shown.reserve(values.size());
    for (const auto& value : values) {
        shown.push_back(value.isNothing() ? Value::string("<no value>") : value.pointee());
    }
    return printAll(shown, limit);
}

Result<std::string> printLine(std::span<const Value> values, std::uint64_t limit) {
    std::string out;
    Printer printer(out, limit);
    for (std::size_t i = 0; i < values.size(); ++i) {
        out += i > 0 ? " " : "";
        printer.printArgument(values[i], 'v');
    }
    out += '\n';
    HEARTH_TRY(checkFull(printer, limit));
    return out;
}

Result<std::string> printFormatted(std::string_view format, std::span<const Value> values, std::uint64_t limit) {
    std::string out;
    if (!FormatRun(out, format, values, limit).run()) {
        return fail(ErrorCode::kLimit, fmt::format("exceeded maximum output size ({} bytes)", limit));
    }
    return out;
}

} // namespace hearth::templates
