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

package org.gradiscope.coalition;

import java.util.Arrays;

/**
 * What each player makes up.
 *
 * @param values by player
 * @param errors the standard errors of these; 0 where they are exact, not numbers where they are not known
 * @param nothing what nobody reaches
 * @param everything what all reach
 * @param coalitions how many were tried
 */
public record PlayerShares(double[] values, double[] errors, double nothing, double everything,
	int coalitions) {

	/** Without doubt. */
	static PlayerShares exact(final double[] values, final double nothing, final double everything,
		final int coalitions) {
		return new PlayerShares(values, new double[values.length], nothing, everything, coalitions);
	}

	/** What is left of all when the players have got their shares; of Shapley values nothing. */
	public double rest() {
		return everything - nothing - Arrays.stream(values).sum();
	}

	@Override
	public boolean equals(final Object other) {
		return other instanceof PlayerShares same && Arrays.equals(values, same.values) &&
			Arrays.equals(errors, same.errors) && nothing == same.nothing &&
			everything == same.everything && coalitions == same.coalitions;
	}

	@Override
	public int hashCode() {
		return 31 * Arrays.hashCode(values) + Arrays.hashCode(errors);
	}

	@Override
	public String toString() {
		return Arrays.toString(values) + " of " + (everything - nothing);
	}
}
