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

package org.gradiscope.model.format;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.gradiscope.model.Channels;

/** Numbers in DJL's {@code serving.properties}. */
final class ServingNumbers {

	private ServingNumbers() {}

	/** The means and the deviations; empty for {@code false}. */
	static List<double[]> normalize(final String text, final int channels) {
		if (text.equals("false")) return List.of();
		final double[] values = text.equals("true") ? imagenet() : numbers("normalize", text);
		if (values.length != 6) throw new IllegalArgumentException("The key 'normalize' is '" + text +
			"', but is true, false, or three means and three standard deviations.");
		if (channels != 3) throw new IllegalArgumentException("The key 'normalize' is '" + text +
			"', which is for 3 channels, but the network takes " + channels + ".");
		return List.of(Arrays.copyOf(values, 3), Arrays.copyOfRange(values, 3, 6));
	}

	private static double[] imagenet() {
		return Stream.concat(PreprocessingPresets.IMAGENET_MEAN.stream(),
			PreprocessingPresets.IMAGENET_DEVIATION.stream()).mapToDouble(Float::doubleValue).toArray();
	}

	/** What commas part, without the blanks around. */
	static List<String> parts(final String text) {
		return Arrays.stream(text.split(",")).map(String::strip).toList();
	}

	/** Numbers parted by commas; {@code 224} and {@code 224.0} alike. */
	static double[] numbers(final String key, final String text) {
		try {
			return parts(text).stream().mapToDouble(Double::parseDouble).toArray();
		}
		catch (final NumberFormatException e) {
			throw new IllegalArgumentException(
				"The key '" + key + "' needs numbers, but has '" + text + "'.", e);
		}
	}

	static double[] same(final double value, final Channels channels) {
		final double[] values = new double[channels.count()];
		Arrays.fill(values, value);
		return values;
	}

	/** The sides in {@code 256}, {@code 256, 320} or {@code 256, 320, BILINEAR}: width, height. */
	static int[] sides(final String key, final String text) {
		final int last = text.lastIndexOf(',');
		final boolean isNamed = last > 0 && text.substring(last + 1).strip().matches("[A-Za-z]+");
		final double[] values = numbers(key, isNamed ? text.substring(0, last) : text);
		return new int[] { (int) values[0], (int) values[values.length > 1 ? 1 : 0] };
	}
}
