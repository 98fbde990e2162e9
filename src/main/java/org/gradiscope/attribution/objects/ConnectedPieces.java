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

package org.gradiscope.attribution.objects;

import java.util.Arrays;

/** Makes the pieces of a picture connected: what touches with its sides. */
final class ConnectedPieces {

	private final int width;
	private final int height;
	private final int[] pieces;
	private final int[] labels;
	/** Pixels that were reached, those of the latest part from {@code 0}. */
	private final int[] part;

	/** @param pieces which each pixel belongs to, row by row */
	ConnectedPieces(final int width, final int height, final int... pieces) {
		this.width = width;
		this.height = height;
		this.pieces = pieces;
		labels = new int[pieces.length];
		part = new int[pieces.length];
	}

	/**
	 * The connected parts, numbered from 1 in the order of their first pixels; those of fewer pixels join the part before their first
	 * pixel, at its left or above.
	 */
	ObjectMap joined(final int least) {
		int count = 0;
		for (int p = 0; p < pieces.length; p++) {
			if (labels[p] > 0) continue;
			final int beside = p % width > 0 ? labels[p - 1] : p >= width ? labels[p - width] : 0;
			final int size = flood(p, count + 1);
			if (size < least && beside > 0) for (int k = 0; k < size; k++)
				labels[part[k]] = beside;
			else count++;
		}
		return new ObjectMap(height, width, Arrays.copyOf(labels, labels.length));
	}

	private int flood(final int start, final int number) {
		int size = 1;
		part[0] = start;
		labels[start] = number;
		for (int k = 0; k < size; k++) {
			final int p = part[k];
			if (p % width > 0) size = reach(p - 1, start, number, size);
			if (p % width < width - 1) size = reach(p + 1, start, number, size);
			if (p >= width) size = reach(p - width, start, number, size);
			if (p < pieces.length - width) size = reach(p + width, start, number, size);
		}
		return size;
	}

	private int reach(final int p, final int start, final int number, final int size) {
		if (labels[p] > 0 || pieces[p] != pieces[start]) return size;
		labels[p] = number;
		part[size] = p;
		return size + 1;
	}
}
