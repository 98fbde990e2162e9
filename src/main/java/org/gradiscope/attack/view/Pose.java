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

package org.gradiscope.attack.view;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import org.gradiscope.attack.bound.OptionChecks;
import org.gradiscope.transform.Homography.Point;
import org.gradiscope.transform.Perspective;
import org.gradiscope.transform.Resampling;
import org.gradiscope.transform.Transformed;

/**
 * From where an image is seen: scaled and turned about its centre, and in perspective. What comes in at
 * the edges is mirrored. A pose is linear in the image, with an exact adjoint.
 *
 * @param least scale, over 0
 * @param most scale, at least {@code least}
 * @param rotation in degrees either way, 0 to 180
 * @param perspective how far what is seen at each corner of the canvas lies off the image's corner, at most:
 *          along each side either way, as a fraction of that side, 0 to {@value #MOST}
 */
public record Pose(double least, double most, double rotation, double perspective) {

	/** From here on, at a fourth, the corners need not be those of a convex quadrangle. */
	public static final double MOST = 0.2;

	/** From the front, as it is. */
	public static final Pose NONE = new Pose(1, 1, 0, 0);

	/** @throws IllegalArgumentException if a value is outside its bounds; the message says which */
	public Pose {
		OptionChecks.require(least > 0 && most >= least && Double.isFinite(most),
			"scales over 0, the least first", least + ".." + most);
		OptionChecks.require(rotation >= 0 && rotation <= 180, "a rotation of 0..180 degrees",
			rotation);
		OptionChecks.require(perspective >= 0 && perspective <= MOST, "a perspective of 0.." + MOST,
			perspective);
	}

	/** The next one; takes two numbers from {@code random}, of a perspective eight more. */
	Draw draw(final SplittableRandom random) {
		final double scale = least + (most - least) * random.nextDouble();
		final double angle = Math.toRadians(rotation * (2 * random.nextDouble() - 1));
		final Resampling plane = new Resampling(scale, angle, 0, 0);
		if (perspective == 0) return images -> new Transformed(plane.apply(images), plane::adjoint);
		final Perspective seen = new Perspective(plane, corners(random));
		return images -> new Transformed(seen.apply(images), seen::adjoint);
	}

	private List<Point> corners(final SplittableRandom random) {
		final List<Point> corners = new ArrayList<>();
		for (int k = 0; k < 4; k++) {
			final double x = k == 1 || k == 2 ? 1 : 0;
			final double y = k >= 2 ? 1 : 0;
			corners.add(new Point(x + perspective * (2 * random.nextDouble() - 1),
				y + perspective * (2 * random.nextDouble() - 1)));
		}
		return corners;
	}
}
