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

import java.nio.charset.StandardCharsets;

/** Graphics cards as drivers tell of them, where there is neither. */
final class Cards {

	private Cards() {}

	/** No driver. */
	static GraphicsCard none() {
		return new GraphicsCard(() -> {
			throw new UnsatisfiedLinkError("libcuda.so.1: cannot open shared object file");
		});
	}

	/** A card of that name, with a driver that answers. */
	static GraphicsCard named(final String name) {
		return told(0, 1, name);
	}

	/** @param error of the driver's first answer, or 0 */
	static GraphicsCard told(final int error, final int count, final String name) {
		return new GraphicsCard(() -> new GraphicsCard.Driver() {

			@Override
			public int cuInit(final int flags) {
				return error;
			}

			@Override
			public int cuDeviceGetCount(final int[] filled) {
				filled[0] = count;
				return 0;
			}

			@Override
			public int cuDeviceGetName(final byte[] filled, final int length, final int device) {
				final byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
				System.arraycopy(bytes, 0, filled, 0, bytes.length);
				return 0;
			}
		});
	}
}
