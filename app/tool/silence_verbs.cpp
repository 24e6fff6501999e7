// SPDX-License-Identifier: GPL-3.0-or-later
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <iostream>
#include <iterator>
#include <pwd.h>
#include <unistd.h>

#include "datasource/alertmanager_reader.h"
#include "tool/alertmanager_client.h"
#include "tool/amtool_settings.h"

namespace hearth::app::tool {
namespace {

using datasource::Silence;

std::string userName() {
    const auto* user = getpwuid(getuid());
    return user != nullptr && user->pw_name != nullptr ? user->pw_name : "";
}

/// When a silence begins and ends, as the flags say.
struct Period {
    std::string duration;
    std::string start;
    std::string end; ///< Goes before the duration.

    void declare(CLI::App& command, const char* durationHelp) {
        command.add_option("-d,--duration", duration, durationHelp);
        command.add_option("--start", start, "When the silence begins: 2006-01-02T15:04:05Z");
        command.add_option("--end", end, "When it ends; goes before the duration.");
    }

    Result<void> apply(Silence& silence) const {
        if (!start.empty()) {
            silence.startsAt = HEARTH_TRY(readMoment(start));
        }
        if (!end.empty()) {
            silence.endsAt = HEARTH_TRY(readMoment(end));
        } else if (!duration.empty()) {
            const auto length = model::parseDuration(duration);
            if (!length) {
                return fail(ErrorCode::kInvalidArgument, "not a valid duration string: \"" + duration + "\"");
            }
            if (*length == 0) {
                return fail(ErrorCode::kInvalidArgument, "silence duration must be greater than 0");
            }
            silence.endsAt = silence.startsAt + *length;
        }
        return silence.startsAt > silence.endsAt
                   ? fail(ErrorCode::kInvalidArgument, "silence cannot start after it ends")
                   : Result<void>();
    }
};

class SilenceGrammar {
  public:
    SilenceGrammar() {
        m_parser.require_subcommand(0, 1);
        m_parser.fallthrough();
        m_options.declare(m_parser);
        declareQuery(m_parser); // the default
        declareAdd();
        declareQuery(*m_parser.add_subcommand("query", "List silences."));
        declareExpire();
        declareUpdate();
        declareImport();
    }

    int run(const std::vector<std::string>& arguments, Context& context) {
        if (const auto applied = applyAmtoolSettings(m_parser, context); !applied) {
            context.complainLine("hearth: " + applied.error().message());
            return 1;
        }
        return runParsed(m_parser, arguments, [this](Context& world) { return m_action(world); }, context);
    }

  private:
    using Action = Result<void> (SilenceGrammar::*)(Context&);

    void choose(CLI::App& command, Action action) {
        command.callback([this, action, isDefault = &command == &m_parser] {
            // The parser's own callback comes after that of the chosen command.
            if (!isDefault || m_parser.get_subcommands().empty()) {
                m_action = [this, action](Context& context) { return (this->*action)(context); };
            }
        });
    }

    void declareAdd() {
        auto& command = *m_parser.add_subcommand("add", "Silence the alerts that the matchers match.");
        command.add_option("-a,--author", m_author, "Who silences (default: the user's name)");
        command.add_flag("--require-comment,!--no-require-comment", m_requireComment, "Insist on a comment (default)");
        m_period.declare(command, "For how long (default: 1h)");
        command.add_option("-c,--comment", m_comment, "Why.");
        command.add_option("--annotation", m_annotations, "name=value to be kept with the silence; repeatable.")
            ->allow_extra_args(false);
        command.add_option("matchers", m_words, "Matchers; a first word that is none is the alert's name.");
        choose(command, &SilenceGrammar::add);
    }

    void declareQuery(CLI::App& command) {
        command.add_flag("--expired", m_expired, "List expired silences instead.");
        command.add_flag("-q,--quiet", m_quiet, "Print ids only.");
        command.add_option("--created-by", m_createdBy, "Only those of this author.");
        command.add_option("--id", m_id, "Only this one.");
        command.add_option("--within", m_within, "Only those that end, or with --expired ended, so soon.");
        command.add_option("matchers", m_words, "Matchers that the silences have.");
        choose(command, &SilenceGrammar::query);
    }

    void declareExpire() {
        auto& command = *m_parser.add_subcommand("expire", "End silences.");
        command.add_option("ids", m_words, "Their ids.");
        choose(command, &SilenceGrammar::expire);
    }

    void declareUpdate() {
        auto& command = *m_parser.add_subcommand("update", "Change silences.");
        command.add_flag("-q,--quiet", m_quiet, "Print ids only.");
        m_period.declare(command, "For how long, from its start.");
        command.add_option("-c,--comment", m_comment, "Why.");
        command.add_option("ids", m_words, "Their ids.");
        choose(command, &SilenceGrammar::update);
    }

    void declareImport() {
        auto& command = *m_parser.add_subcommand("import", "Add the silences of a file that query -o json printed.");
        command.add_flag("-f,--force", m_force, "Add them as new ones even where they exist.");
        command.add_option("-w,--worker", m_workers, "Accepted; they are added one by one.");
        command.add_option("input-file", m_file, "The file (default: standard input)");
        choose(command, &SilenceGrammar::import);
    }

    Result<void> add(Context& context) {
        const auto syntax = HEARTH_TRY(m_options.syntax());
        Silence silence;
        silence.matchers = HEARTH_TRY(readMatchers(matcherTexts(m_words, syntax), syntax));
        if (silence.matchers.empty()) {
            return fail(ErrorCode::kInvalidArgument, "no matchers specified");
        }
        silence.startsAt = context.clock.nowMs();
        if (m_period.duration.empty()) {
            m_period.duration = "1h";
        }
        HEARTH_TRY(m_period.apply(silence));
        if (m_requireComment && m_comment.empty()) {
            return fail(ErrorCode::kInvalidArgument, "comment required by config");
        }
        silence.annotations = HEARTH_TRY(readPairs(m_annotations, syntax, "annotations"));
        silence.createdBy = m_author;
        silence.comment = m_comment;
        const auto source = HEARTH_TRY(m_options.connect(context));
        const auto id = HEARTH_TRY(source->setSilence(silence, {}));
        context.out.line(id);
        return {};
    }

    Result<bool> isAskedFor(const Silence& silence, model::TimestampMs now) const {
        model::DurationMs within = 0;
        if (!m_within.empty()) {
            const auto length = model::parseDuration(m_within);
            if (!length) {
                return fail(ErrorCode::kInvalidArgument, "--within takes a duration such as 8h");
            }
            within = *length;
        }
        const bool isOver = silence.endsAt < now;
        const bool isNear =
            within == 0 || (m_expired ? silence.endsAt >= now - within : silence.endsAt <= now + within);
        return isOver == m_expired && isNear && (m_createdBy.empty() || silence.createdBy == m_createdBy) &&
               (m_id.empty() || silence.id == m_id);
    }

    Result<void> query(Context& context) {
        const auto syntax = HEARTH_TRY(m_options.syntax());
        const auto source = HEARTH_TRY(m_options.connect(context));
        auto all = HEARTH_TRY(source->silences({.filter = matcherTexts(m_words, syntax)}, {}));
        std::vector<Silence> shown;
        for (auto& silence : all) {
            if (HEARTH_TRY(isAskedFor(silence, context.clock.nowMs()))) {
                shown.push_back(std::move(silence));
            }
        }
        print(context, std::move(shown));
        return {};
    }

    void print(Context& context, std::vector<Silence> silences) const {
        if (!m_quiet) {
            printSilences(context.out, m_options.output, std::move(silences));
            return;
        }
        for (const auto& silence : silences) {
            context.out.line(silence.id);
        }
    }

    Result<void> expire(Context& context) {
        HEARTH_TRY(requireIds());
        const auto source = HEARTH_TRY(m_options.connect(context));
        for (const auto& id : m_words) {
            HEARTH_TRY(source->expireSilence(id, {}));
        }
        return {};
    }

    Result<void> update(Context& context) {
        HEARTH_TRY(requireIds());
        const auto source = HEARTH_TRY(m_options.connect(context));
        std::vector<Silence> updated;
        for (const auto& id : m_words) {
            auto silence = HEARTH_TRY(source->silence(id, {}));
            HEARTH_TRY(m_period.apply(silence));
            if (!m_comment.empty()) {
                silence.comment = m_comment;
            }
            silence.id = HEARTH_TRY(source->setSilence(silence, {}));
            updated.push_back(std::move(silence));
        }
        print(context, std::move(updated));
        return {};
    }

    Result<void> requireIds() const {
        return m_words.empty() ? fail(ErrorCode::kInvalidArgument, "no silence IDs specified") : Result<void>();
    }

    Result<std::string> importText(Context& context) const {
        constexpr std::uint64_t kMaxBytes = 256ULL << 20U;
        if (!m_file.empty()) {
            return context.files.readAll(m_file, kMaxBytes);
        }
        return std::string(std::istreambuf_iterator<char>(std::cin), {});
    }

    Result<void> import(Context& context) {
        const auto text = HEARTH_TRY(importText(context));
        const auto read = datasource::readSilences(text);
        if (!read) {
            return fail(ErrorCode::kInvalidArgument,
                        "couldn't unmarshal input data, is it JSON?: " + read.error().message());
        }
        const auto source = HEARTH_TRY(m_options.connect(context));
        std::size_t failed = 0;
        for (auto silence : *read) {
            if (m_force) {
                silence.id.clear();
            }
            auto id = source->setSilence(silence, {});
            if (!id && id.error().code() == ErrorCode::kNotFound) {
                silence.id.clear(); // not there yet
                id = source->setSilence(silence, {});
            }
            if (id) {
                context.out.line(*id);
            } else {
                ++failed;
                context.complainLine(fmt::format("Error adding silence id='{}': {}", silence.id, id.error().message()));
            }
        }
        if (failed > 0) {
            return fail(ErrorCode::kInvalidArgument,
                        fmt::format("couldn't import {} out of {} silences", failed, read->size()));
        }
        return {};
    }

    CLI::App m_parser{"Adds, lists and ends silences of an Alertmanager.", "hearth silence"};
    std::function<Result<void>(Context&)> m_action;
    ClientOptions m_options;
    Period m_period;
    std::string m_author = userName();
    bool m_requireComment = true;
    std::string m_comment;
    std::vector<std::string> m_annotations;
    std::vector<std::string> m_words;
    bool m_expired = false;
    bool m_quiet = false;
    std::string m_createdBy;
    std::string m_id;
    std::string m_within;
    bool m_force = false;
    int m_workers = 8;
    std::string m_file;
};

} // namespace

int runSilence(const std::vector<std::string>& arguments, Context& context) {
    return SilenceGrammar().run(arguments, context);
}

} // namespace hearth::app::tool
