// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/curl_library.h"

#include <cstdlib>
#include <dlfcn.h>
#include <fmt/format.h>

// The names below are also macros that check types.
#undef curl_easy_setopt
#undef curl_easy_getinfo
#undef curl_multi_setopt

namespace hearth::http {
namespace {

constexpr const char* kName = "libcurl.so.4"; // of its binary interface, the same since 2006

std::string lastFailure() {
    const auto* const text = ::dlerror();
    return text != nullptr ? text : "unknown failure";
}

/// Looks functions up, remembering the first that is missing.
struct Symbols {
    void* library;
    std::string missing;

    template <class Function>
    void find(Function& function, const char* name) {
        function = reinterpret_cast<Function>(::dlsym(library, name));
        if (function == nullptr && missing.empty()) {
            missing = name;
        }
    }
};

Result<CurlLibrary> load() {
    auto* const library = ::dlopen(kName, RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) {
        return fail(ErrorCode::kUnsupported,
                    fmt::format("{} is needed for this and cannot be loaded: {}", kName, lastFailure()));
    }
    CurlLibrary curl{};
    Symbols symbols{library, {}};
    symbols.find(curl.globalInit, "curl_global_init");
    symbols.find(curl.globalCleanup, "curl_global_cleanup");
    symbols.find(curl.free, "curl_free");
    symbols.find(curl.slistAppend, "curl_slist_append");
    symbols.find(curl.slistFreeAll, "curl_slist_free_all");
    symbols.find(curl.url, "curl_url");
    symbols.find(curl.urlCleanup, "curl_url_cleanup");
    symbols.find(curl.urlGet, "curl_url_get");
    symbols.find(curl.urlSet, "curl_url_set");
    symbols.find(curl.urlStrerror, "curl_url_strerror");
    symbols.find(curl.easyInit, "curl_easy_init");
    symbols.find(curl.easyCleanup, "curl_easy_cleanup");
    symbols.find(curl.easyPerform, "curl_easy_perform");
    symbols.find(curl.easyReset, "curl_easy_reset");
    symbols.find(curl.easySetopt, "curl_easy_setopt");
    symbols.find(curl.easyGetinfo, "curl_easy_getinfo");
    symbols.find(curl.easyStrerror, "curl_easy_strerror");
    symbols.find(curl.multiInit, "curl_multi_init");
    symbols.find(curl.multiCleanup, "curl_multi_cleanup");
    symbols.find(curl.multiSetopt, "curl_multi_setopt");
    symbols.find(curl.multiAssign, "curl_multi_assign");
    symbols.find(curl.multiAddHandle, "curl_multi_add_handle");
    symbols.find(curl.multiRemoveHandle, "curl_multi_remove_handle");
    symbols.find(curl.multiSocketAction, "curl_multi_socket_action");
    symbols.find(curl.multiInfoRead, "curl_multi_info_read");
    if (!symbols.missing.empty()) {
        return fail(ErrorCode::kUnsupported, fmt::format("{} has no {}", kName, symbols.missing));
    }
    return curl;
}

const Result<CurlLibrary>& loaded() {
    static const auto kLibrary = load();
    return kLibrary;
}

} // namespace

Result<const CurlLibrary*> loadCurl() {
    const auto& library = loaded();
    if (!library) {
        return std::unexpected(library.error());
    }
    return &*library;
}

const CurlLibrary& curl() {
    const auto& library = loaded();
    if (!library) {
        std::abort(); // somebody has a handle of a library that is not there
    }
    return *library;
}

} // namespace hearth::http
