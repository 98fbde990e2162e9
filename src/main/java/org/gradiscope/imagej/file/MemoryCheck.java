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

package org.gradiscope.imagej.file;

import java.io.IOException;

/** Whether pixels have room, asked before they are read. */
final class MemoryCheck {

	private static final long MOST = Integer.MAX_VALUE - 8;

	private MemoryCheck() {}

	/**
	 * @param bytes of each pixel
	 * @throws IOException if an image of that size cannot be, or there is not enough memory for it
	 */
	static void check(final long width, final long height, final long slices, final int bytes)
		throws IOException {
		if (width < 1 || height < 1)
			throw new IOException("it is damaged: a picture of " + width + "x" + height + " pixels");
		if (width > MOST || height > MOST / width) throw new IOException("its " + width + "x" + height +
			" pixels are more than the " + MOST + " of an image of ImageJ");
		check(width * height * bytes * slices);
	}

	static void check(final long bytes) throws IOException {
		final Runtime java = Runtime.getRuntime();
		final long left = java.maxMemory() - java.totalMemory() + java.freeMemory();
		if (bytes > left)
			throw new IOException("its pixels take " + (bytes >> 20) + " MB of memory, but Java has " +
				(left >> 20) + " MB left; give it more, for example -Xmx" + ((bytes >> 29) + 2) + "g");
	}
}
