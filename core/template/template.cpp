// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/template.h"

#include <fmt/format.h>

#include "template/executor.h"
#include "template/html/html_sink.h"
#include "template/literal.h"
#include "template/print.h"

namespace hearth::templates {
namespace {

/// Writes everything as it is.
class TextSink final : public Sink {
  public:
    TextSink(std::string& out, const Limits& limits)
        : m_out(out)
        , m_limit(limits.outputBytes) {}

    Result<void> text(std::string_view text) override {
        m_out += text;
        return check();
    }
    Result<void> print(const Value& value, std::string_view /*escaper*/) override {
        HEARTH_TRY(appendPrinted(m_out, value, m_limit));
        return check();
    }

  private:
    Result<void> check() const {
        return m_out.size() <= m_limit
                   ? Result<void>()
                   : fail(ErrorCode::kLimit, fmt::format("exceeded maximum output size ({} bytes)", m_limit));
    }

    std::string& m_out;
    std::uint64_t m_limit;
};

void merge(Definitions& into, const Definitions& parsed) {
    for (const auto& [name, tree] : parsed) {
        const auto present = into.find(name);
        if (present == into.end() || !tree->isEmpty()) {
            into.insert_or_assign(name, tree);
        }
    }
}

} // namespace

Result<std::string> Template::execute(const Value& data, const ExecuteOptions& options) const {
    Context context(options.limits, options.stop, options.environment);
    context.setRenderer([&](std::string_view name, const Value& dot) -> Result<std::string> {
        const auto found = m_definitions->find(name);
        if (found == m_definitions->end()) {
            return fail(ErrorCode::kNotFound, fmt::format("html/template: {} is undefined", quote(name)));
        }
        return run(*found->second, dot, options.mode, context);
    });
    return run(*m_root, data, options.mode, context);
}

Result<std::string> Template::execute(std::string_view definition, const Value& data,
                                      const ExecuteOptions& options) const {
    const auto found = m_definitions->find(definition);
    if (found == m_definitions->end()) {
        return fail(ErrorCode::kNotFound, fmt::format("template: no template {} associated with template {}",
                                                      quote(definition), quote(m_root->name)));
    }
    return Template(m_functions, m_definitions, found->second).execute(data, options);
}

Result<std::string> Template::run(const Tree& tree, const Value& data, Mode mode, Context& context) const {
    std::string out;
    if (mode == Mode::kHtml) {
        HtmlSink sink(out, context.limits());
        HEARTH_TRY(Executor(*m_definitions, context, sink).run(tree, data));
        HEARTH_TRY(sink.finish());
    } else {
        TextSink sink(out, context.limits());
        HEARTH_TRY(Executor(*m_definitions, context, sink).run(tree, data));
    }
    return out;
}

Result<void> TemplateSet::add(const std::string& name, std::string text) {
    const auto parsed = HEARTH_TRY(parse(name, std::make_shared<const std::string>(std::move(text)), *m_functions));
    auto definitions = std::make_shared<Definitions>(*m_definitions);
    merge(*definitions, parsed);
    m_definitions = std::move(definitions);
    return {};
}

Result<Template> TemplateSet::parseText(const std::string& name, std::string text) const {
    auto parsed = HEARTH_TRY(parse(name, std::make_shared<const std::string>(std::move(text)), *m_functions));
    auto root = parsed.find(name)->second;
    if (parsed.size() == 1 && !m_definitions->contains(name)) { // defines nothing: the set is shared
        return Template(m_functions, m_definitions, std::move(root));
    }
    auto definitions = std::make_shared<Definitions>(*m_definitions);
    merge(*definitions, parsed);
    return Template(m_functions, std::move(definitions), std::move(root));
}

} // namespace hearth::templates
