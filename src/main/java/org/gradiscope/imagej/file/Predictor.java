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
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Undoes what TIFF files do to rows so that they compress better. */
final class Predictor {

	private static final int NONE = 1;
	private static final int DIFFERENCES = 2;
	private static final int FLOATING_POINT = 3;

	private Predictor() {}

	/**
	 * Changes the rows of a block in place.
	 *
	 * @throws IOException if the page's predictor is unknown or fits its samples not
	 */
	static void undo(final TiffPage page, final byte[] block, final int rows) throws IOException {
		final int row = (int) page.rowBytes();
		final int bits = page.bits();
		switch (page.predictor()) {
			case NONE, 0 -> {
				return;
			}
			case DIFFERENCES -> {
				if (bits != 8 && bits != 16 && bits != 32 && bits != 64) throw unfit(page);
				for (int y = 0; y < rows; y++)
					summed(ByteBuffer.wrap(block, y * row, row).slice().order(page.order()), page.together(),
						bits / 8);
			}
			case FLOATING_POINT -> {
				if (page.format() != TiffPage.FLOAT || bits % 8 != 0) throw unfit(page);
				final byte[] copy = new byte[row];
				for (int y = 0; y < rows; y++)
					joined(block, y * row, copy, page.together(), bits / 8, page.order());
			}
			default -> throw unfit(page);
		}
	}

	private static IOException unfit(final TiffPage page) {
		return new IOException("it is damaged: predictor " + page.predictor() + " is not for " +
			page.bits() + "-bit samples of this kind");
	}

	/** Each value is the difference to the one before of its sample. */
	private static void summed(final ByteBuffer row, final int samples, final int bytes) {
		final int count = row.capacity() / bytes;
		for (int i = samples; i < count; i++)
			switch (bytes) {
				case 1 -> row.put(i, (byte) (row.get(i) + row.get(i - samples)));
				case 2 ->
					row.putShort(2 * i, (short) (row.getShort(2 * i) + row.getShort(2 * (i - samples))));
				case 4 -> row.putInt(4 * i, row.getInt(4 * i) + row.getInt(4 * (i - samples)));
				default -> row.putLong(8 * i, row.getLong(8 * i) + row.getLong(8 * (i - samples)));
			}
	}

	/** All highest bytes of a row come first, then all second ones; each is the difference to the one before. */
	private static void joined(final byte[] block, final int from, final byte[] copy,
		final int samples, final int bytes, final ByteOrder order) {
		System.arraycopy(block, from, copy, 0, copy.length);
		for (int i = samples; i < copy.length; i++)
			copy[i] += copy[i - samples];
		final int count = copy.length / bytes;
		for (int i = 0; i < count; i++)
			for (int b = 0; b < bytes; b++)
				block[from + i * bytes + (order == ByteOrder.BIG_ENDIAN ? b : bytes - 1 - b)] =
					copy[b * count + i];
	}
}
