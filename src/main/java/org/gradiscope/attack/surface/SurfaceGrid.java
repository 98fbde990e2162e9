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

/**
 * The loss and the class at each point of a plane.
 *
 * @param points along each side
 * @param from the coordinate of the first point of a row or column
 * @param to that of the last
 * @param losses row by row, the cross-entropy of the class that is asked about
 * @param classes row by row
 * @param cut the share of all values of all points that were cut to the value range
 */
public record SurfaceGrid(int points, double from, double to, float[] losses, int[] classes,
	double cut) {

	/** From one point to the next. */
	public double step() {
		return (to - from) / (points - 1);
	}

	/** Where the image lies, in points from the first one; between two of them where it is none. */
	public double origin() {
		return -from / step();
	}

	/** The highest loss. */
	public float highest() {
		float highest = losses[0];
		for (final float loss : losses)
			highest = Math.max(highest, loss);
		return highest;
	}

	/** The lowest loss. */
	public float lowest() {
		float lowest = losses[0];
		for (final float loss : losses)
			lowest = Math.min(lowest, loss);
		return lowest;
	}

	/** The share of points that have this class. */
	public double share(final int ofClass) {
		int count = 0;
		for (final int each : classes)
			if (each == ofClass) count++;
		return (double) count / classes.length;
	}
}
