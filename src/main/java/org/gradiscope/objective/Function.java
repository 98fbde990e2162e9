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

package org.gradiscope.objective;

import java.util.Locale;

import org.gradiscope.objective.Expression.Applied;

/** The functions of one expression; {@link ExpressionOperations} gives their formulas. */
public enum Function {

	/** The mean over all axes but the first. */
	MEAN("mean(%s)"),
	/** The sum over all axes but the first. */
	SUM("sum(%s)"),
	/** The mean over positions, for each channel. */
	POSITION_MEAN("positionMean(%s)"),
	/** The values over all positions, the largest first. */
	SORTED("sorted(%s)"),
	/** The square root of each element. */
	ROOT("sqrt(%s)"),
	/** Each element squared. */
	SQUARE("%s^2"),
	/** The magnitude of each element. */
	ABSOLUTE("|%s|"),
	/** Images without their finest detail. */
	BLUR("blur(%s)"),
	/** The mean cosine to the others of the batch. */
	SIMILARITY("similarity(%s)"),
	/** The logarithms of the probabilities that scores mean. */
	LOG_PROBABILITIES("logProbabilities(%s)"),
	/** The probabilities that scores mean. */
	PROBABILITIES("probabilities(%s)"),
	/** The Gram matrix of the channels. */
	GRAM("gram(%s)"),
	/** The mean squared differences of neighbours. */
	TOTAL_VARIATION("totalVariation(%s)");

	private final String format;

	Function(final String format) {
		this.format = format;
	}

	/** This function of an expression. */
	public Expression of(final Expression expression) {
		return new Applied(this, expression);
	}

	<T> T in(final ExpressionOperations<T> o, final T of) {
		return switch (this) {
			case MEAN -> o.mean(of);
			case SUM -> o.sum(of);
			case POSITION_MEAN -> o.positionMean(of);
			case SORTED -> o.sorted(of);
			case ROOT -> o.root(of);
			case SQUARE -> o.square(of);
			case ABSOLUTE -> o.absolute(of);
			case BLUR -> o.blur(of);
			case SIMILARITY -> o.similarity(of);
			case LOG_PROBABILITIES -> o.logProbabilities(of);
			case PROBABILITIES -> o.probabilities(of);
			case GRAM -> o.gram(of);
			case TOTAL_VARIATION -> o.totalVariation(of);
		};
	}

	final String print(final Expression of) {
		return String.format(Locale.ROOT, format, of);
	}
}
