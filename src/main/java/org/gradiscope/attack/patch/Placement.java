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

package org.gradiscope.attack.patch;

import org.gradiscope.attack.bound.OptionChecks;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;

/**
 * How a patch lies on an image. With {@code w} the bilinear weights of the patch's pixels {@code i} at
 * the position of it that comes to lie on pixel {@code q} of the image, 0 beyond its edges,
 *
 * <pre>
 * a(q) = sum_i w_qi alpha_i
 * p(q) = sum_i w_qi alpha_i (contrast (p_i - middle) + middle + brightness extent)
 * y(q) = (1 - a(q)) x(q) + p(q),   cut to the value range
 * </pre>
 *
 * @param centreY of the patch, in pixels of the image
 * @param centreX of the patch, in pixels of the image
 * @param scale over 1 enlarges
 * @param angle in radians, clockwise on the screen
 * @param contrast around the middle of the value range; 1 for the patch's own
 * @param brightness what is added, as a fraction of the value range's extent; 0 for the patch's own
 */
public record Placement(double centreY, double centreX, double scale, double angle, double contrast,
	double brightness) {

	/** What rounding may take beyond the range, as a fraction of its extent. */
	private static final double PRECISION = 1e-6;

	/** @throws IllegalArgumentException if a value is outside its bounds; the message says which */
	public Placement {
		OptionChecks.require(scale > 0 && Double.isFinite(scale), "a scale over 0", scale);
		OptionChecks.require(Double.isFinite(centreY + centreX + angle + contrast + brightness),
			"a finite place, angle and light",
			centreY + ", " + centreX + ", " + angle + ", " + contrast + ", " + brightness);
	}

	/** Where a patch's own size, turn and light are kept. */
	public static Placement at(final double centreY, final double centreX) {
		return new Placement(centreY, centreX, 1, 0, 1, 0);
	}

	/** What a pixel of the patch gives to one of the image. */
	@FunctionalInterface
	private interface Tap {

		void give(int from, int to, double weight);
	}

	/**
	 * The image with the patch on it.
	 *
	 * @param image {@code [1, h, w, c]}, of the patch's range and channels
	 */
	public Pixels paste(final Pixels image, final Patch patch) {
		final double[] pasted = pasted(image, patch);
		final Tensor values = image.values().copy();
		for (int i = 0; i < pasted.length; i++)
			if (!Double.isNaN(pasted[i])) values.data()[i] = patch.range().clamp((float) pasted[i]);
		return image.with(values);
	}

	/**
	 * From the gradient with respect to the image with the patch on it to that with respect to the patch's
	 * values; nothing comes back from where the range cuts.
	 *
	 * @param image the one without the patch, {@code [1, h, w, c]}
	 * @param gradient {@code [1, h, w, c]}
	 * @return {@code [1, h, w, c]} of the patch
	 */
	public Tensor gradient(final Pixels image, final Patch patch, final Tensor gradient) {
		final double[] pasted = pasted(image, patch);
		final ValueRange range = patch.range();
		final double room = PRECISION * range.extent();
		final Tensor passed = gradient.copy();
		for (int i = 0; i < pasted.length; i++)
			if (!(pasted[i] >= range.min() - room && pasted[i] <= range.max() + room))
				passed.data()[i] = 0;
		return adjoint(passed, patch);
	}

	/** The image with the patch before it is cut to the range; NaN wherever the patch hides nothing. */
	private double[] pasted(final Pixels image, final Patch patch) {
		final int channels = patch.channels();
		final int positions = image.height() * image.width();
		final double[] hidden = new double[positions];
		final double[] values = new double[positions * channels];
		final ValueRange range = patch.range();
		final double middle = range.min() + range.extent() / 2.0;
		final float[] own = patch.pixels().values().data();
		final float[] alpha = patch.alpha().data();
		forEach(image.height(), image.width(), patch, (from, to, weight) -> {
			final double part = weight * alpha[from];
			hidden[to] += part;
			for (int c = 0; c < channels; c++)
				values[to * channels + c] += part *
					(contrast * (own[from * channels + c] - middle) + middle + brightness * range.extent());
		});
		for (int i = 0; i < values.length; i++)
			values[i] = hidden[i / channels] == 0 ? Double.NaN
				: values[i] + (1 - hidden[i / channels]) * image.values().data()[i];
		return values;
	}

	/**
	 * The part of the placement that is linear in the patch's values,
	 * {@code contrast sum_i w_qi alpha_i p_i}.
	 *
	 * @param values {@code [1, h, w, c]} of the patch
	 * @return {@code [1, height, width, c]}
	 */
	Tensor linear(final Tensor values, final Patch patch, final int height, final int width) {
		final int channels = patch.channels();
		final Tensor result = Tensor.zeros(values.shape().with(1, height).with(2, width));
		forEach(height, width, patch, (from, to, weight) -> {
			final double part = contrast * weight * patch.alpha().data()[from];
			for (int c = 0; c < channels; c++)
				result.data()[to * channels + c] += (float) (part * values.data()[from * channels + c]);
		});
		return result;
	}

	/** For all p and y, {@code linear(p) . y = p . adjoint(y)}. */
	Tensor adjoint(final Tensor gradient, final Patch patch) {
		final int channels = patch.channels();
		final double[] sums = new double[patch.pixels().values().size()];
		forEach(gradient.shape().dimension(1), gradient.shape().dimension(2), patch,
			(from, to, weight) -> {
				final double part = contrast * weight * patch.alpha().data()[from];
				for (int c = 0; c < channels; c++)
					sums[from * channels + c] += part * gradient.data()[to * channels + c];
			});
		final Tensor result = Tensor.zeros(patch.pixels().shape());
		for (int i = 0; i < sums.length; i++)
			result.data()[i] = (float) sums[i];
		return result;
	}

	private void forEach(final int height, final int width, final Patch patch, final Tap tap) {
		final double cos = Math.cos(angle) / scale;
		final double sin = Math.sin(angle) / scale;
		final double reach = scale * Math.hypot(patch.height() + 1, patch.width() + 1) / 2 + 1;
		final int bottom = (int) Math.min(height - 1, Math.ceil(centreY + reach));
		final int right = (int) Math.min(width - 1, Math.ceil(centreX + reach));
		for (int y = (int) Math.max(0, Math.floor(centreY - reach)); y <= bottom; y++)
			for (int x = (int) Math.max(0, Math.floor(centreX - reach)); x <= right; x++) {
				final double dy = y - centreY;
				final double dx = x - centreX;
				taps(cos * dy - sin * dx + (patch.height() - 1) / 2.0,
					sin * dy + cos * dx + (patch.width() - 1) / 2.0, y * width + x, patch, tap);
			}
	}

	private static void taps(final double y, final double x, final int to, final Patch patch,
		final Tap tap) {
		final int top = (int) Math.floor(y);
		final int left = (int) Math.floor(x);
		for (int i = top; i <= top + 1; i++)
			for (int j = left; j <= left + 1; j++) {
				if (i < 0 || i >= patch.height() || j < 0 || j >= patch.width()) continue;
				final double weight = (1 - Math.abs(y - i)) * (1 - Math.abs(x - j));
				if (weight > 0) tap.give(i * patch.width() + j, to, weight);
			}
	}
}
