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

package org.gradiscope.attribution.exemplar;

import java.util.ArrayList;
import java.util.List;

import org.gradiscope.tensor.Tensor;

/** The strongest places of one image's maps, kept apart. */
final class MapPeaks {

	/** A place of a map. */
	record Peak(int row, int column, float value) {}

	private final float[] values;
	private final int start;
	private final int channels;
	private final int width;
	private final int rows;
	private final int columns;

	/**
	 * @param maps {@code [n, h, w, c]}
	 * @param field says which of their rows and columns lie in the image
	 */
	MapPeaks(final Tensor maps, final int n, final FieldGeometry field) {
		values = maps.data();
		channels = maps.shape().dimension(3);
		width = maps.shape().dimension(2);
		start = n * (values.length / maps.shape().dimension(0));
		rows = field.rowsInside();
		columns = field.columnsInside();
	}

	private int index(final int row, final int column, final int channel) {
		return start + (row * width + column) * channels + channel;
	}

	/** Of each channel, in one go through the memory; 0 where no value is over that. */
	float[] maxima() {
		final float[] maxima = new float[channels];
		for (int row = 0; row < rows; row++)
			for (int i = index(row, 0, 0), end = index(row, columns, 0); i < end; i += channels)
				for (int c = 0; c < channels; c++)
					maxima[c] = values[i + c] > maxima[c] ? values[i + c] : maxima[c];
		return maxima;
	}

	/** Whether all values are numbers. */
	boolean areFinite() {
		float sum = 0;
		for (int row = 0; row < rows; row++)
			for (int i = index(row, 0, 0); i < index(row, columns, 0); i++)
				sum += 0 * values[i];
		return sum == 0;
	}

	/**
	 * The strongest place of a channel, the strongest that is far enough from it, and so on: greedy, as
	 * detectors suppress what is not a maximum.
	 *
	 * @param least the smallest value that counts
	 * @param most how many are wanted
	 * @param apartDown how many rows lie at least between two, unless
	 * @param apartAcross so many columns do
	 */
	List<Peak> of(final int channel, final float least, final int most, final int apartDown,
		final int apartAcross) {
		final List<Peak> peaks = new ArrayList<>();
		final boolean[] near = new boolean[rows * columns];
		while (peaks.size() < most) {
			final Peak next = strongest(channel, near);
			if (next == null || !(next.value() >= least)) break;
			peaks.add(next);
			suppress(next, near, apartDown, apartAcross);
		}
		return peaks;
	}

	/** Of those that are not near to another; null if there is none. */
	private Peak strongest(final int channel, final boolean[] near) {
		int best = -1;
		float largest = Float.NEGATIVE_INFINITY;
		for (int i = 0; i < near.length; i++) {
			final float value = values[index(i / columns, i % columns, channel)];
			if (near[i] || !(value > largest)) continue;
			largest = value;
			best = i;
		}
		return best < 0 ? null : new Peak(best / columns, best % columns, largest);
	}

	private void suppress(final Peak peak, final boolean[] near, final int apartDown,
		final int apartAcross) {
		for (int row = 0; row < rows; row++)
			for (int column = 0; column < columns; column++)
				near[row * columns + column] |= Math.abs(row - peak.row()) < apartDown &&
					Math.abs(column - peak.column()) < apartAcross ||
					row == peak.row() && column == peak.column();
	}
}
