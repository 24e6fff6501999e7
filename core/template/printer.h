// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "template/value.h"

namespace hearth::templates {

/// Flags, width and precision of one printf directive.
struct FormatFlags {
    bool plus = false;
    bool minus = false;
    bool sharp = false;
    bool space = false;
    bool zero = false;
    bool plusV = false;  ///< %+v: structures with field names.
    bool sharpV = false; ///< %#v: Go syntax.
    std::optional<int> width;
    std::optional<int> precision;
};

/// Formats one value after another by a verb into a string. Go: fmt's pp and fmt.
/// Threads: thread-compatible.
class Printer {
  public:
    Printer(std::string& out, std::uint64_t limit)
        : m_out(out)
        , m_limit(out.size() + limit) {}

    FormatFlags flags;

    void printArgument(const Value& value, char32_t verb);
    void pad(std::string_view text);
    /// More was printed than the limit allows; what is left out makes the text useless.
    bool isFull() const { return m_out.size() > m_limit; }

  private:
    bool printByMethod(const Value& value, char32_t verb);
    void printValue(const Value& value, char32_t verb, int depth);
    void printList(const Value& value, char32_t verb, int depth);
    void printMap(const Value& value, char32_t verb, int depth);
    void printStruct(const Value& value, char32_t verb, int depth);
    void printBool(const Value& value, char32_t verb);
    void printInteger(const Value& value, char32_t verb);
    void printFloat(double number, const Value& value, char32_t verb);
    void printComplex(const Value& value, char32_t verb);
    void printString(std::string_view text, const Value& value, char32_t verb);
    void badVerb(const Value& value, char32_t verb);

    void writePadding(int count);
    void formatInteger(std::uint64_t bits, int base, bool isSigned, char32_t verb, bool isUpper);
    void formatUnicode(std::uint64_t rune);
    void formatRune(std::uint64_t rune, bool quoted);
    void formatFloat(double number, char form, int precision);
    void formatHexBytes(std::string_view text, bool isUpper);
    void formatQuoted(std::string_view text);
    std::string_view cut(std::string_view text) const;

    std::string& m_out;
    std::uint64_t m_limit;
    bool m_isErroring = false; ///< Within the report of a bad verb: methods are not called.
};

} // namespace hearth::templates
