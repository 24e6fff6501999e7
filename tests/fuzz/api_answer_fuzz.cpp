// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever a server answers, the readers of a remote data source yield a value or an error.
#include <cstdint>
#include <string_view>

#include "datasource/answer_reader.h"
#include "datasource/query_reader.h"
#include "datasource/server_error.h"

using namespace hearth::datasource;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    (void)readQueryAnswer(text);
    (void)readSeriesAnswer(text);
    (void)readTextsAnswer(text);
    (void)readMetadataAnswer(text);
    (void)readTargetsAnswer(text);
    (void)readScrapePoolsAnswer(text);
    (void)readConfigAnswer(text);
    (void)readFlagsAnswer(text);
    (void)readBuildAnswer(text);
    (void)readRuntimeAnswer(text);
    (void)readTsdbAnswer(text);
    hearth::http::ClientResponse response;
    response.status = 400;
    response.body = text;
    (void)serverError(response, "http://nas:9090", "up +\nup");
    return 0;
}
