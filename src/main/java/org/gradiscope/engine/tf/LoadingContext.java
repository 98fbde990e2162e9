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

package org.gradiscope.engine.tf;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What DJL and JavaCPP need around them while native libraries are loaded, and what other plugins of
 * the application must not find afterwards: the context class loader, by which DJL looks for its
 * engines, and system properties, which any other DJL or JavaCPP in the same Java heeds as well.
 */
final class LoadingContext {

	/** Those that {@link NativeLoader} and DJL's engine for TensorFlow set; they read them once. */
	private static final List<String> PROPERTIES = List.of("TENSORFLOW_LIBRARY_PATH",
		"ai.djl.offline", "OPT_OUT_TRACKING", "org.bytedeco.javacpp.platform.preloadpath",
		"org.bytedeco.javacpp.maxBytes", "org.bytedeco.javacpp.maxPhysicalBytes");

	private LoadingContext() {}

	/** Runs what loads native libraries, one at a time, and leaves all as it was found. */
	static void during(final Runnable loading) {
		during(() -> {
			loading.run();
			return null;
		});
	}

	/** The same, with a result. */
	static synchronized <T> T during(final Supplier<T> loading) {
		final Thread thread = Thread.currentThread();
		final ClassLoader usual = thread.getContextClassLoader();
		final Map<String, String> before = new HashMap<>();
		PROPERTIES.forEach(name -> before.put(name, System.getProperty(name)));
		thread.setContextClassLoader(LoadingContext.class.getClassLoader());
		try {
			return loading.get();
		}
		finally {
			thread.setContextClassLoader(usual);
			before.forEach(NativeLoader::setProperty);
		}
	}
}
