// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <curl/curl.h>

#include "base/error.h"

namespace hearth::http {

/// The functions of libcurl, which is loaded when something first needs it: with the two dozen libraries that it
/// brings, it would otherwise be a third of the memory and of the start of a server that asks nothing but plain HTTP.
struct CurlLibrary {
    decltype(&::curl_global_init) globalInit;
    decltype(&::curl_global_cleanup) globalCleanup;
    decltype(&::curl_free) free;
    decltype(&::curl_slist_append) slistAppend;
    decltype(&::curl_slist_free_all) slistFreeAll;
    decltype(&::curl_url) url;
    decltype(&::curl_url_cleanup) urlCleanup;
    decltype(&::curl_url_get) urlGet;
    decltype(&::curl_url_set) urlSet;
    decltype(&::curl_url_strerror) urlStrerror;
    decltype(&::curl_easy_init) easyInit;
    decltype(&::curl_easy_cleanup) easyCleanup;
    decltype(&::curl_easy_perform) easyPerform;
    decltype(&::curl_easy_reset) easyReset;
    decltype(&::curl_easy_setopt) easySetopt;
    decltype(&::curl_easy_getinfo) easyGetinfo;
    decltype(&::curl_easy_strerror) easyStrerror;
    decltype(&::curl_multi_init) multiInit;
    decltype(&::curl_multi_cleanup) multiCleanup;
    decltype(&::curl_multi_setopt) multiSetopt;
    decltype(&::curl_multi_assign) multiAssign;
    decltype(&::curl_multi_add_handle) multiAddHandle;
    decltype(&::curl_multi_remove_handle) multiRemoveHandle;
    decltype(&::curl_multi_socket_action) multiSocketAction;
    decltype(&::curl_multi_info_read) multiInfoRead;
};

/// Loads it where it is not loaded; it stays. kUnsupported where it is not installed. Threads: thread-safe.
Result<const CurlLibrary*> loadCurl();

/// For those who have a handle of it, and so know that it is loaded.
const CurlLibrary& curl();

} // namespace hearth::http
