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
 * What the checks of a map found.
 *
 * @param method by which the map was made
 * @param cascade of the randomization, from the output down; empty where it was left out
 * @param deletion of the class's probability, along the map
 * @param deletionRandom along random orders
 * @param insertion of the class's probability, along the map
 * @param insertionRandom along random orders
 * @param infidelity by squares
 * @param sensitivity for n of 1 %, 10 % and 50 % of the pixels
 */
public record Findings(String method, List<CascadingRandomization.Step> cascade,
	DeletionInsertion.ScoreCurve deletion, DeletionInsertion.ScoreCurve deletionRandom,
	DeletionInsertion.ScoreCurve insertion, DeletionInsertion.ScoreCurve insertionRandom,
	Infidelity.Result infidelity, List<Double> sensitivity) {

	public Findings {
		cascade = List.copyOf(cascade);
		sensitivity = List.copyOf(sensitivity);
	}

	/** What they mean, in plain words; see {@link Advice}. */
	public String advice() {
		return Advice.of(this);
	}
}
