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

package org.gradiscope.safety;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import org.tensorflow.TensorFlow;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.OpDef;

/**
 * Networks around one operation or two that pure graphs may have, used soundly but for up to three
 * changes.
 */
final class OperationMutator {

	private static final Map<String, OpDef> DEFINITIONS = new HashMap<>();
	private static final List<Sample> SAMPLES;

	static {
		for (final OpDef definition : TensorFlow.registeredOpList().getOpList())
			DEFINITIONS.put(definition.getName(), definition);
		try {
			SAMPLES = Sample.all();
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private final SplittableRandom random;

	OperationMutator(final SplittableRandom random) {
		this.random = random;
	}

	/** @param changes at most; 0 for a sound one */
	GraphDef network(final int changes) {
		final Surround surround = new Surround(random);
		final List<String> sums = new ArrayList<>();
		sums.add(operation(surround, SAMPLES.get(random.nextInt(SAMPLES.size())), changes, null));
		if (random.nextInt(3) == 0)
			sums.add(operation(surround, SAMPLES.get(random.nextInt(SAMPLES.size())), changes,
				random.nextBoolean() ? Surround.NAME + 0 : null));
		return surround.network(sums);
	}

	/** A network around a sample as it is; the seed says which of its inputs the image decides. */
	static GraphDef sound(final Sample sample, final long seed) {
		final SplittableRandom random = new SplittableRandom(seed);
		final Surround surround = new Surround(random);
		return surround
			.network(List.of(new OperationMutator(random).operation(surround, sample, 0, null)));
	}

	/** @param first that one of its inputs is taken from; null for none */
	private String operation(final Surround surround, final Sample sample, final int changes,
		final String first) {
		final Draft draft = new Draft(DEFINITIONS.get(sample.operation()), sample, random);
		final DraftMutator mutator = new DraftMutator(draft, random);
		for (int i = changes == 0 ? 0 : random.nextInt(changes + 1); i > 0; i--)
			mutator.change();
		if (!draft.inputs.isEmpty()) draft.inputs.get(random.nextInt(draft.inputs.size())).from = first;
		return surround.add(draft, changes > 0);
	}
}
