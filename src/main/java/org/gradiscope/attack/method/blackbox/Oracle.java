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

package org.gradiscope.attack.method.blackbox;

import java.util.function.UnaryOperator;

import org.gradiscope.attack.target.Criterion;
import org.gradiscope.attack.target.Criterion.OfClasses;
import org.gradiscope.attack.target.ClassRanking;
import org.gradiscope.attack.target.TargetModel;
import org.gradiscope.tensor.Tensor;

/** What a network says of changed copies of one image, for as long as there are queries left. */
public final class Oracle {

	private final TargetModel model;
	private final UnaryOperator<Tensor> answers;
	private final int budget;
	private int asked;

	/**
	 * @param model about that image alone
	 * @param answers the scores of copies
	 * @param budget how many copies may be asked about
	 */
	Oracle(final TargetModel model, final UnaryOperator<Tensor> answers, final int budget) {
		this.model = model;
		this.answers = answers;
		this.budget = budget;
	}

	/** How many queries are left. */
	public int left() {
		return budget - asked;
	}

	/**
	 * Asks for scores.
	 *
	 * @param copies {@code [m, h, w, c]}, at most {@link #left}
	 * @return before the softmax, {@code [m, k]} or {@code [m, h, w, c]}
	 */
	public Tensor scores(final Tensor copies) {
		asked += copies.shape().dimension(0);
		if (asked > budget) throw new IllegalStateException("No query is left.");
		return answers.apply(copies);
	}

	/**
	 * Asks for decisions alone.
	 *
	 * @param copies {@code [m, h, w, c]}, at most {@link #left}
	 * @return whether each fools
	 */
	public boolean[] fooled(final Tensor copies) {
		final Tensor scores = scores(copies);
		final boolean[] fooled = new boolean[copies.shape().dimension(0)];
		for (int i = 0; i < fooled.length; i++)
			fooled[i] = criterion().isMet(scores.item(i));
		return fooled;
	}

	/** When a copy fools. */
	public Criterion criterion() {
		return model.criterion(0);
	}

	/**
	 * The same about classes.
	 *
	 * @throws IllegalArgumentException if it is not about classes
	 */
	public OfClasses classes() {
		return ClassRanking.criterion(model);
	}

	/**
	 * The probability of the class to be lost or reached.
	 *
	 * @param scores of one copy, {@code [1, k]}
	 */
	public double probability(final Tensor scores) {
		return model.probability(0, scores);
	}

	/** Notes how far the attack has come: that probability, or the distance from the image in grey levels. */
	public void note(final double value) {
		model.queries(0).addPoint(value);
	}

	/** Notes what keeps the attack from going on, a clause that says the remedy too. */
	public void giveUp(final String why) {
		model.queries(0).giveUp(why);
	}
}
