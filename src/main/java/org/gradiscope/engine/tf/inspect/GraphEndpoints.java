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

package org.gradiscope.engine.tf.inspect;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.tf.freeze.FrozenModel;
import org.gradiscope.engine.tf.graph.GraphTopology;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;

/**
 * Where images go into a graph and scores come out of it, as far as nothing says: input, axes,
 * channels, size, output, logits. Whatever is inferred or assumed is said to be. No native code
 * runs.
 */
public final class GraphEndpoints {

	private GraphEndpoints() {}

	/**
	 * @param stated what is known already; input, output and logits may be names of the signature or
	 *          operations, with {@code :0} or without
	 * @return the same with all six facts; input, output and logits are operations of the graph,
	 *         whose first output is meant
	 * @throws EngineException if the graph leaves open which operation is meant, has not what is
	 *           stated, takes other than 1, 3 or 4 channels, or is no graph that can be walked
	 *           through
	 */
	public static Description of(final FrozenModel frozen, final Description stated) {
		final GraphTopology topology = GraphTopology.of(frozen.graph());
		Description known = InputInference.complete(frozen, topology, stated);
		final String input = known.get(Fact.INPUT).orElseThrow();
		known = InputAxesInference.complete(topology, input, known);
		known = OutputInference.complete(frozen, topology, input, known);
		return LogitsInference.complete(frozen, topology,
			SymbolicShapes.of(topology, input, ImageShapes.form(known)), known);
	}

	/** Where a fact that was stated is from. */
	static String source(final Description stated, final Fact<?> fact) {
		return stated.sources().get(fact.toString());
	}
}
