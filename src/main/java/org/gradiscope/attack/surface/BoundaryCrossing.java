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
import java.util.function.Supplier;

import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.Tensor;

/**
 * Where a network changes its mind on the way from an image along a direction.
 *
 * @param distance in units of the direction; NaN if it does not up to the end
 * @param beyond the class behind the boundary; -1 if there is none
 */
public record BoundaryCrossing(double distance, int beyond) {

	/** Each round divides the interval that has the boundary into so many, by points that go together. */
	private static final int SECTIONS = 3;
	private static final int ROUNDS = 7;

	private static final BoundaryCrossing NONE = new BoundaryCrossing(Double.NaN, -1);

	/** Whether there is one. */
	public boolean exists() {
		return beyond >= 0;
	}

	/**
	 * Those along both directions of a plane and against them, by steps as fine as a grid's.
	 *
	 * @param points along each side of the grid
	 * @param own the image's class
	 * @param progress of each
	 */
	static List<BoundaryCrossing> allIn(final ImagePlane plane, final int points,
		final ImageProbe probe, final int own, final Supplier<Progress> progress) {
		final List<BoundaryCrossing> found = new ArrayList<>();
		for (final Tensor direction : List.of(plane.across(), plane.down()))
			for (final double end : new double[] { plane.to(), plane.from() }) {
				final int steps =
					(int) Math.max(1, Math.round(Math.abs(end) / (plane.to() - plane.from()) * (points - 1)));
				found.add(along(probe, direction, end, steps, own, progress.get()));
			}
		return found;
	}

	/**
	 * The first boundary among equal steps, then to a four-thousandth of a step. Between two steps a
	 * class may come and go unseen.
	 *
	 * @param end how far to go, under 0 for the other way
	 * @param own the image's class
	 */
	static BoundaryCrossing along(final ImageProbe probe, final Tensor direction, final double end,
		final int steps, final int own, final Progress progress) {
		BoundaryCrossing found = first(probe, direction, 0, end, steps, own, progress);
		if (!found.exists()) return NONE;
		double width = end / steps;
		for (int round = 0; round < ROUNDS; round++) {
			progress.check();
			width /= SECTIONS;
			final BoundaryCrossing nearer = first(probe, direction, found.distance - SECTIONS * width,
				found.distance - width, SECTIONS - 1, own, Progress.NONE);
			if (nearer.exists()) found = nearer;
		}
		return new BoundaryCrossing(Math.abs(found.distance - width / 2), found.beyond);
	}

	private static BoundaryCrossing first(final ImageProbe probe, final Tensor direction,
		final double from, final double to, final int steps, final int own, final Progress progress) {
		final double[] sizes = new double[steps];
		for (int n = 0; n < steps; n++)
			sizes[n] = from + (to - from) * (n + 1) / steps;
		final int[] classes = probe.ask(steps, ImagePlane.along(direction, sizes), progress).classes();
		for (int n = 0; n < steps; n++)
			if (classes[n] != own) return new BoundaryCrossing(sizes[n], classes[n]);
		return NONE;
	}
}
