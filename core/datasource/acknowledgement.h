// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <stop_token>
#include <string>
#include <string_view>

#include "base/error.h"
#include "datasource/alertmanager_source.h"

/// "I have seen it": a silence of one alert which is prolonged for as long as the alert fires, and ends when it is
/// resolved. It is an ordinary silence whose comment begins with `ACK!`, a sign that other programs know.
namespace hearth::datasource {

inline constexpr model::DurationMs kAcknowledgementMs = 15 * model::kMinuteMs; ///< How far ahead it is prolonged.

bool isAcknowledgement(const Silence& silence);
/// Its note without the sign.
std::string acknowledgementNote(const Silence& silence);
/// Of the alerts that have exactly these labels, from `now` on.
Silence acknowledgementOf(const model::Labels& labels, std::string author, std::string_view note,
                          model::TimestampMs now);

/// What a round did.
struct AcknowledgementRound {
    std::size_t prolonged = 0;
    std::size_t ended = 0; ///< Nothing fires that they match.
    std::size_t left = 0;  ///< Still there, prolonged or not: without any the next round has nothing to do.
};
/// Prolongs those that end within two thirds of kAcknowledgementMs, and expires those whose alerts are resolved. To
/// be called every minute or so by whoever keeps them: the engine for its own Alertmanager, the window for others.
Result<AcknowledgementRound> renewAcknowledgements(AlertmanagerSource& source, model::TimestampMs now,
                                                   std::stop_token stop);

} // namespace hearth::datasource
