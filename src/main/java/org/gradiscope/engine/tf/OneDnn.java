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

import com.sun.jna.Function;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;

/**
 * oneDNN, TensorFlow's faster kernels for Intel's and AMD's processors. TensorFlow leaves them off on
 * Linux where a processor has no instructions for neural networks, although they pay there too.
 */
final class OneDnn {

	/** Read by TensorFlow, once, while its libraries load. */
	static final String VARIABLE = "TF_ENABLE_ONEDNN_OPTS";

	/** {@code bool tensorflow::IsMklEnabled()}, as compilers on Linux name it. */
	private static final String IS_ON = "_ZN10tensorflow12IsMklEnabledEv";

	/** Null where it is not known. */
	private static volatile Boolean on;

	private OneDnn() {}

	/**
	 * Switches oneDNN on, before TensorFlow's libraries load. The user's own value of the variable stays,
	 * whatever it is. On ARM it is left to TensorFlow, which knows the processors that gain; on macOS
	 * there is none.
	 */
	static void enable(final NativePlatform platform) {
		if (!platform.name().matches("(linux|windows)-x86_64")) return;
		new NativeEnvironment(platform).setUnlessSet(VARIABLE, "1");
	}

	/** Finds out whether it is on, once the libraries are loaded. */
	static void check(final NativePlatform platform) {
		on = answer(platform);
	}

	/** Whether TensorFlow runs convolutions by oneDNN; false where that is not known. */
	static boolean isOn() {
		return Boolean.TRUE.equals(on);
	}

	/** For people; nothing where it is not known. */
	static String text() {
		return on == null ? "" : on ? " (oneDNN on)" : " (oneDNN off)";
	}

	/** TensorFlow's own where its libraries export it, as on Linux; else the variable's. */
	private static Boolean answer(final NativePlatform platform) {
		try {
			final Pointer function = Loader.addressof(IS_ON);
			if (function == null) return "1".equals(new NativeEnvironment(platform).get(VARIABLE));
			return (Function.getFunction(new com.sun.jna.Pointer(function.address()))
				.invokeInt(new Object[0]) & 0xFF) != 0;
		}
		catch (final RuntimeException | Error e) {
			return null;
		}
	}
}
