// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/curl_library.h"
#include "http/exchange_record.h"

namespace hearth::http {

/// To be called from libcurl's log: the first word of TLS means that the connection below it stands, whose time libcurl
/// tells of good connections only.
void recordLog(ExchangeRecord& record, CURL* easy, curl_infotype type);

/// Writes down what libcurl's clock says of the way to the server. Returns the first step that was not made, or nothing
/// where the connection stands. `usesTls` from the first byte.
std::optional<ExchangeStep> recordConnection(ExchangeRecord& record, CURL* easy, bool usesTls);

/// The same of a whole HTTP exchange that has ended; `failed` unless an answer came.
void recordHttp(ExchangeRecord& record, CURL* easy, bool usesTls, bool failed);

} // namespace hearth::http
