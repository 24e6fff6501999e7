// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasource/acknowledgement.h"

#include <algorithm>

#include "base/text.h"

namespace hearth::datasource {
namespace {

constexpr std::string_view kSign = "ACK!";
constexpr model::DurationMs kProlongBelowMs = kAcknowledgementMs * 2 / 3;

} // namespace

bool isAcknowledgement(const Silence& silence) {
    return silence.comment.starts_with(kSign);
}

std::string acknowledgementNote(const Silence& silence) {
    return isAcknowledgement(silence) ? std::string(trim(std::string_view(silence.comment).substr(kSign.size())))
                                      : silence.comment;
}

Silence acknowledgementOf(const model::Labels& labels, std::string author, std::string_view note,
                          model::TimestampMs now) {
    Silence silence;
    for (const auto& [name, value] : labels) {
        silence.matchers.push_back(model::Matcher::equal(std::string(name), std::string(value)));
    }
    silence.startsAt = now;
    silence.endsAt = now + kAcknowledgementMs;
    silence.createdBy = std::move(author);
    silence.comment = kSign;
    if (!trim(note).empty()) {
        silence.comment.append(" ").append(trim(note));
    }
    return silence;
}

Result<AcknowledgementRound> renewAcknowledgements(AlertmanagerSource& source, model::TimestampMs now,
                                                   std::stop_token stop) {
    AcknowledgementRound round;
    auto silences = HEARTH_TRY(source.silences({.pending = false, .expired = false}, stop));
    std::erase_if(silences, [](const Silence& silence) {
        return !isAcknowledgement(silence) || silence.state != SilenceState::kActive;
    });
    if (silences.empty()) {
        return round;
    }
    const auto alerts = HEARTH_TRY(source.alerts({}, stop));
    for (auto& silence : silences) {
        if (std::ranges::none_of(
                alerts, [&silence](const auto& alert) { return model::matchesAll(alert.labels, silence.matchers); })) {
            HEARTH_TRY(source.expireSilence(silence.id, stop));
            ++round.ended;
            continue;
        }
        ++round.left;
        if (silence.endsAt - now <= kProlongBelowMs) {
            silence.endsAt = now + kAcknowledgementMs;
            HEARTH_TRY(source.setSilence(silence, stop));
            ++round.prolonged;
        }
    }
    return round;
}

} // namespace hearth::datasource
