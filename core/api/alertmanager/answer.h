// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "http/server.h"

/// Answers as Alertmanager's API v2 gives them, byte for byte: JSON with a line end behind it.
/// Threads: thread-safe.
namespace hearth::api::alertmanager {

/// `json` is an answer's whole text.
http::ServerResponse jsonAnswer(int status, std::string json);
/// 200 without a body.
http::ServerResponse emptyAnswer();
/// A JSON string.
http::ServerResponse textAnswer(int status, std::string_view message);
/// `{"code":...,"message":...}`: what the API's own checks say.
http::ServerResponse checkAnswer(int status, int code, std::string_view message);
/// What a source said.
http::ServerResponse errorAnswer(const Error& error);

/// Codes that checks say with status 422 (go-openapi/errors).
inline constexpr int kBadFormat = 601;
inline constexpr int kMissing = 602;
inline constexpr int kTooFewItems = 612;

} // namespace hearth::api::alertmanager
