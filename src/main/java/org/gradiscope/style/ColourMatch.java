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

package org.gradiscope.style;

import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * Ways to keep the colours of the picture that takes on a style (Gatys et al. 2016, "Preserving Color in
 * Neural Artistic Style Transfer").
 */
public final class ColourMatch {

	/** The weights of red, green and blue in the luminance (ITU-R BT.601). */
	private static final float[] LUMA = { 0.299f, 0.587f, 0.114f };

	/** Added to variances, in units of the range, so that a picture of one colour has an inverse. */
	private static final double LEAST_VARIANCE = 1e-5;

	private ColourMatch() {}

	/** The luminance, {@code [1, h, w, 1]}; a grey picture as it is. */
	public static Pixels luminance(final Pixels picture) {
		if (picture.channels() != 3) return picture;
		final Tensor luma = Tensor.zeros(picture.shape().with(3, 1));
		for (int p = 0; p < luma.size(); p++)
			for (int c = 0; c < 3; c++)
				luma.data()[p] += LUMA[c] * picture.values().data()[3 * p + c];
		return picture.with(luma);
	}

	/** A picture with another luminance and its own colours; cut off at the ends of its range. */
	public static Pixels withLuminance(final Pixels picture, final Pixels luminance) {
		if (picture.channels() != 3) return luminance;
		final Pixels own = luminance(picture);
		final Tensor moved = picture.values().copy();
		for (int i = 0; i < moved.size(); i++)
			moved.data()[i] = picture.range()
				.clamp(moved.data()[i] + luminance.values().data()[i / 3] - own.values().data()[i / 3]);
		return picture.with(moved);
	}

	/**
	 * A picture in the colours of another: {@code x' = A (x - m) + m_o} with
	 * {@code A = C_o^(1/2) C^(-1/2)}, so that mean and covariance of its channels are the other's. In its
	 * own range; cut off at its ends.
	 */
	public static Pixels inColoursOf(final Pixels other, final Pixels picture) {
		final ChannelMoments own = ChannelMoments.of(picture, LEAST_VARIANCE);
		final ChannelMoments wanted = ChannelMoments.of(other, LEAST_VARIANCE);
		final double[][] matrix =
			Matrices.product(Matrices.roots(wanted.covariance())[0], Matrices.roots(own.covariance())[1]);
		final int channels = picture.channels();
		final float[] values = Restyler.unit(picture.values(), picture.range()).data();
		final Tensor matched = Tensor.zeros(picture.shape());
		for (int p = 0; p < values.length; p += channels)
			for (int i = 0; i < channels; i++) {
				double value = wanted.mean()[i];
				for (int j = 0; j < channels; j++)
					value += matrix[i][j] * (values[p + j] - own.mean()[j]);
				matched.data()[p + i] =
					picture.range().clamp((float) (picture.range().min() + value * picture.range().extent()));
			}
		return picture.with(matched);
	}

	/** The mean of each channel, in units of the range. */
	static double[] mean(final Pixels picture) {
		return ChannelMoments.of(picture, 0).mean();
	}

	/** Mean and covariance of the channels over the pixels, in units of the range. */
	private record ChannelMoments(double[] mean, double[][] covariance) {

		static ChannelMoments of(final Pixels picture, final double least) {
			final int channels = picture.channels();
			final float[] values = Restyler.unit(picture.values(), picture.range()).data();
			final double count = values.length / channels;
			final double[] mean = new double[channels];
			for (int i = 0; i < values.length; i++)
				mean[i % channels] += values[i] / count;
			final double[][] covariance = new double[channels][channels];
			for (int p = 0; p < values.length; p += channels)
				for (int i = 0; i < channels; i++)
					for (int j = 0; j < channels; j++)
						covariance[i][j] += (values[p + i] - mean[i]) * (values[p + j] - mean[j]) / count;
			for (int i = 0; i < channels; i++)
				covariance[i][i] += least;
			return new ChannelMoments(mean, covariance);
		}
	}
}
