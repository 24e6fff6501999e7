// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "template/executor.h"
#include "template/html/html_context.h"

namespace hearth::templates {

/// Follows the HTML that is written, so that it knows for each value where in the document it falls, and escapes it for
/// that place. Comments of the template are left out. Go's html/template finds the places before it runs; what differs
/// is that branches which end in different places are no error here.
class HtmlSink final : public Sink {
  public:
    HtmlSink(std::string& out, const Limits& limits)
        : m_out(out)
        , m_limit(limits.outputBytes) {}

    Result<void> text(std::string_view text) override;
    bool absorbs(std::string_view function) const override;
    Result<void> print(const Value& value, std::string_view absorbed) override;
    /// The document is over; an error where that happens within a tag, an attribute or a script.
    Result<void> finish() const;

  private:
    Result<void> check() const;
    /// Where a value that is printed now stands: it begins an attribute or a value where one can begin.
    HtmlContext contextOfValue() const;
    void writePiece(std::string_view piece, const HtmlContext& next);

    std::string& m_out;
    std::uint64_t m_limit;
    HtmlContext m_context;
};

} // namespace hearth::templates
