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

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The image that is current for who runs a command, though another one may be shown: that of a macro's
 * batch mode, or the one that a script names. ImageJ knows it by the thread.
 */
final class CurrentImage {

	private CurrentImage() {}

	/**
	 * The image of the nearest caller that has one, or else the one that is shown.
	 *
	 * @param threads that the command was called through, its own first
	 */
	static Optional<ImagePlus> of(final List<Thread> threads) {
		if (threads.size() == 1) return Optional.ofNullable(WindowManager.getCurrentImage());
		// Left by what another macro did in this thread of the pool.
		WindowManager.setTempCurrentImage(null);
		final Map<?, ?> images = images();
		return threads.stream().skip(1).map(images::get).filter(ImagePlus.class::isInstance)
			.map(ImagePlus.class::cast).findFirst()
			.or(() -> Optional.ofNullable(WindowManager.getCurrentImage()));
	}

	/** ImageJ tells a thread its own image alone, and SciJava runs commands in another one. */
	private static Map<?, ?> images() {
		try {
			final Field table = WindowManager.class.getDeclaredField("tempImageTable");
			table.setAccessible(true);
			return (Map<?, ?>) table.get(null);
		}
		catch (final ReflectiveOperationException | RuntimeException e) {
			throw new IllegalStateException("ImageJ " + IJ.getVersion() + " does not tell which image " +
				"is current for a macro; give the command its image by input=[title].", e);
		}
	}
}
