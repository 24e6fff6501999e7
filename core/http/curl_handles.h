// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "http/curl_library.h"

/// Owners of libcurl's handles.
namespace hearth::http {

struct CurlDeleter {
    void operator()(CURL* easy) const { curl().easyCleanup(easy); }
    void operator()(curl_slist* list) const { curl().slistFreeAll(list); }
    void operator()(CURLU* url) const { curl().urlCleanup(url); }
};

using EasyHandle = std::unique_ptr<CURL, CurlDeleter>;
using UrlHandle = std::unique_ptr<CURLU, CurlDeleter>;

/// A list of texts that libcurl reads while a transfer lasts.
class TextList {
  public:
    void append(const char* text);
    curl_slist* list() const { return m_list.get(); }
    void clear() { m_list.reset(); }

  private:
    std::unique_ptr<curl_slist, CurlDeleter> m_list;
};

} // namespace hearth::http
