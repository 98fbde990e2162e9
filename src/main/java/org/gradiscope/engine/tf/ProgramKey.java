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

package org.gradiscope.engine.tf;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.gradiscope.engine.Backpropagation;
import org.gradiscope.engine.Fetch;
import org.gradiscope.engine.Query;
import org.gradiscope.engine.RelevanceRules;
import org.gradiscope.model.InputSize;
import org.gradiscope.objective.Expression;
import org.gradiscope.objective.Objective;

/**
 * All of a query that its graph depends on. What an objective is given, and which channels it picks, is
 * fed, so queries that differ in it share a program.
 *
 * @param size height and width of the images, where the graph depends on them; else none
 * @param replaced the layers that give other activations than their own, and how many axes these have
 */
record ProgramKey(ImageSource source, Optional<Expression> objective, Backpropagation rule,
	Optional<RelevanceRules> relevance, Set<Fetch> fetches, boolean divided, boolean padded,
	List<Integer> size, Map<String, Integer> replaced) {

	/**
	 * @param size what the network takes
	 * @param padded whether it takes images of the query's size only as a part of larger ones
	 */
	static ProgramKey of(final Query query, final InputSize size, final boolean padded) {
		return of(query, size, padded, false);
	}

	/**
	 * @param size what the network takes
	 * @param padded whether it takes images of the query's size only as a part of larger ones
	 * @param bySize whether its graph depends on the size of the images
	 */
	static ProgramKey of(final Query query, final InputSize size, final boolean padded,
		final boolean bySize) {
		final boolean gradient = query.fetches().stream().anyMatch(fetch -> fetch.kind().isGradient());
		final int height = query.shape().dimension(-3);
		final int width = query.shape().dimension(-2);
		return new ProgramKey(ImageSource.of(query, bySize ? InputSize.fixed(height, width) : size),
			query.objective().map(Objective::expression).map(Expression::withoutChannels),
			gradient ? query.rule() : Backpropagation.PLAIN, query.relevance(), query.fetches(),
			Division.isOf(query), padded, bySize ? List.of(height, width) : List.of(),
			query.replaced().entrySet().stream()
				.collect(Collectors.toMap(Map.Entry::getKey, layer -> layer.getValue().shape().rank())));
	}

	/** The layers that have to be there. */
	Set<String> layers() {
		final Set<String> layers = Query.layers(objective, fetches);
		layers.addAll(replaced.keySet());
		return layers;
	}
}
