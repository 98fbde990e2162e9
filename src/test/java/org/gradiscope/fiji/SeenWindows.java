/*-
 * #%L
 * Convolutional networks looked into from ImageJ and Fiji.
 * %%
 * Copyright (C) 2026 Gradiscope founders.
 * %%
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice,
 *    this list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the documentation
 *    and/or other materials provided with the distribution.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"
 * AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE
 * IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE
 * ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDERS OR CONTRIBUTORS BE
 * LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR
 * CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF
 * SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS
 * INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN
 * CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE)
 * ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE
 * POSSIBILITY OF SUCH DAMAGE.
 * #L%
 */

package org.gradiscope.fiji;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;

import org.scijava.ui.UIService;
import org.scijava.ui.UserInterface;

/** User interfaces that somebody sees, though this Java may have no windows; they do nothing. */
final class SeenWindows {

	private static final Map<Class<?>, Object> NOTHING =
		Map.of(boolean.class, false, int.class, 0, double.class, 0.0);

	private SeenWindows() {}

	static UIService service() {
		final UserInterface none = proxy(UserInterface.class, null);
		return proxy(UIService.class, none);
	}

	private static <T> T proxy(final Class<T> type, final UserInterface ui) {
		return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type },
			(proxy, method, values) -> answer(proxy, method, values, ui)));
	}

	private static Object answer(final Object proxy, final Method method, final Object[] values,
		final UserInterface ui) {
		return switch (method.getName()) {
			case "isVisible" -> true;
			case "getDefaultUI" -> ui;
			case "equals" -> proxy == values[0];
			case "hashCode" -> System.identityHashCode(proxy);
			case "toString" -> "windows";
			default -> NOTHING.get(method.getReturnType());
		};
	}
}
