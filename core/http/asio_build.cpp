// SPDX-License-Identifier: GPL-3.0-or-later
// The one file that compiles the bodies of Asio and of Beast's parser; the others see declarations only.
#include <boost/asio/impl/src.hpp>
#include <boost/beast/src.hpp>
