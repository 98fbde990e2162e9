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
package org.gradiscope.command;

import java.util.Optional;
import java.util.Set;

import org.gradiscope.attribution.Target;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Prediction;
import org.gradiscope.imagej.Region;
import org.gradiscope.imagej.SliceSelection;
import org.gradiscope.objective.Expression;
import org.gradiscope.objective.Objective;
import org.gradiscope.objective.Score;
import org.gradiscope.tensor.Pixels;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;

/** A command that explains something of what a network says of an image: a class, a unit, a region. */
public abstract class TargetCommand extends ImageCommand {

	static final Set<String> SCORES = Set.of(Expression.LOGITS);

	@Parameter(label = "Target",
		attrs = @Attr(name = Hints.OFFERS, value = "top|top2-top1|" + Hints.CLASSES), persist = false,
		description = "What is explained: top, the likeliest class; top2-top1, the evidence for it and " +
			"against the second; a label or an index from 0; layer/channel or layer/channel@x,y " +
			"(of volumes @x,y,z); " +
			"of networks that output an image, region or region/channel: the output over the " +
			"selection. Several are separated by semicolons. Check Saliency takes one class.")
	private String target = "top";

	@Parameter(label = "Score", choices = { "logit", "log-probability", "probability" },
		attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "The class's score before the softmax, which other classes " +
			"do not touch; or its probability, or the logarithm of that. Curves of deletion and insertion " +
			"are of the probability, whatever it is.")
	private String score = "logit";

	TargetCommand() {}

	/** @param slices what it works on unless told */
	TargetCommand(final SliceSelection slices) {
		super(slices);
	}

	final String targetText() {
		return target;
	}

	final Score score() {
		return Keys.choice("score", score, Score.values());
	}

	/** What is to be explained of one image; of a class only where the network gives classes. */
	final Target.Request request(final OpenNetwork network, final Pixels pixels,
		final Region selected, final Optional<Prediction> predicted) {
		return new Target.Request(network, pixels,
			() -> predicted
				.orElseThrow(() -> new EngineException("The network " + network.descriptor().name() +
					" outputs an image, not classes; take the target region, region/channel or " +
					"layer/channel.")),
			score(), shown().throughPlanes(selected.indicator()));
	}

	/** Those that an objective is of. */
	static Set<String> layers(final Objective objective) {
		final Set<String> layers = objective.expression().layers();
		return layers.isEmpty() ? SCORES : layers;
	}
}
