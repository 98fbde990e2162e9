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

package org.gradiscope.attribution.check;

import java.util.List;

/**
 * An objective while more and more pixels are changed.
 *
 * @param fractions of the pixels that are changed, from 0 to 1
 * @param values of the objective
 */
public record ScoreCurve(double[] fractions, double[] values) {

	/** Under the curve, by the trapezium rule over the fraction of pixels. */
	public double area() {
		double area = 0;
		for (int i = 1; i < values.length; i++)
			area += (fractions[i] - fractions[i - 1]) * (values[i] + values[i - 1]) / 2;
		return area;
	}

	/** Point by point; the curves have the same fractions. */
	public static ScoreCurve mean(final List<ScoreCurve> curves) {
		final double[] values = new double[curves.get(0).values.length];
		for (final ScoreCurve curve : curves)
			for (int i = 0; i < values.length; i++)
				values[i] += curve.values[i] / curves.size();
		return new ScoreCurve(curves.get(0).fractions, values);
	}
}
