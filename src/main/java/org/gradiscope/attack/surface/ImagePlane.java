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

package org.gradiscope.attack.surface;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import org.gradiscope.attack.bound.Norm;
import org.gradiscope.options.OptionRecords;
import org.gradiscope.tensor.Tensor;

/**
 * The changes {@code a * across + b * down} of an image, both {@code a} and {@code b} between two ends.
 *
 * @param across of the image's shape, in grey levels
 * @param down likewise
 * @param from the smallest {@code a} and {@code b}, at most 0
 * @param to the largest
 */
public record ImagePlane(Tensor across, Tensor down, double from, double to) {

	/** The plane of two images goes on by so much of the way beyond each. */
	static final double BEYOND = 0.25;

	/**
	 * The sign of a gradient, and a random direction at a right angle to it; two random ones where there is no
	 * gradient.
	 *
	 * @param reach either way, in grey levels
	 */
	static ImagePlane of(final LossGradient gradient, final SignDirections within, final double reach,
		final SplittableRandom random) {
		final Tensor across =
			gradient.isFlat() ? within.random(gradient.signs(), random) : gradient.signs();
		return new ImagePlane(across, within.orthogonal(across, random), -reach, reach);
	}

	/**
	 * From an image to two others.
	 *
	 * @throws IllegalArgumentException if one of them is the same where it may change
	 */
	static ImagePlane through(final Tensor image, final List<Tensor> others,
		final SignDirections within) {
		final List<Tensor> ways = new ArrayList<>();
		for (final Tensor other : others) {
			final Tensor way = other.copy();
			for (int i = 0; i < way.size(); i++)
				way.data()[i] = within.mayChange(i) ? way.data()[i] - image.data()[i] : 0;
			OptionRecords.require("The loss surface needs", Norm.L2.of(way.data(), 0, way.size()) > 0,
				"two images that differ from the first one where it may change", "the same image");
			ways.add(way);
		}
		return new ImagePlane(ways.get(0), ways.get(1), -BEYOND, 1 + BEYOND);
	}

	/** {@code a} or {@code b} of one of some points, from the one end to the other. */
	double coordinate(final int index, final int points) {
		return from + (to - from) * index / (points - 1);
	}

	/** The angle between both directions, in degrees. */
	public double angle() {
		double product = 0;
		double squares = 0;
		double others = 0;
		for (int i = 0; i < across.size(); i++) {
			product += (double) across.data()[i] * down.data()[i];
			squares += (double) across.data()[i] * across.data()[i];
			others += (double) down.data()[i] * down.data()[i];
		}
		return Math.toDegrees(
			Math.acos(Math.max(-1, Math.min(1, product / Math.sqrt(squares) / Math.sqrt(others)))));
	}

	/** Points of a grid, row by row. */
	ImageProbe.Change grid(final int points) {
		return (n, values, from) -> add(coordinate(n % points, points), coordinate(n / points, points),
			values, from);
	}

	private void add(final double a, final double b, final float[] values, final int start) {
		final float[] u = across.data();
		final float[] v = down.data();
		final float x = (float) a;
		final float y = (float) b;
		for (int i = 0; i < u.length; i++)
			values[start + i] += x * u[i] + y * v[i];
	}

	/** Along one direction. */
	static ImageProbe.Change along(final Tensor direction, final double[] sizes) {
		final float[] step = direction.data();
		return (n, values, from) -> {
			final float size = (float) sizes[n];
			for (int i = 0; i < step.length; i++)
				values[from + i] += size * step[i];
		};
	}
}
