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

import org.gradiscope.engine.Answer;
import org.gradiscope.engine.Fetch;
import org.gradiscope.engine.Query;
import org.gradiscope.model.InputSize;
import org.gradiscope.objective.Expression;
import org.gradiscope.objective.Objective;

import org.tensorflow.proto.ConfigProto;

/**
 * A batch divided among the processors: each runs images of its own on one thread. An operation that all
 * threads share ends when the last of them does, and then begins the next; images of one's own need no
 * waiting, and their activations stay in the processor's cache.
 * <p>
 * TensorFlow has the threads of operations in common for all sessions of a process, as many as the first
 * session asked for, unless a variable says that each session has its own.
 * </p>
 */
final class Division {

	/** Read by TensorFlow when the first session starts. */
	static final String VARIABLE = "TF_OVERRIDE_GLOBAL_THREADPOOL";

	private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

	/** Whether sessions have threads of their own. */
	private static volatile boolean possible;

	private Division() {}

	/** Gives sessions threads of their own, before TensorFlow's libraries load, unless the user has decided. */
	static void enable(final NativePlatform platform) {
		final String value = new NativeEnvironment(platform).setUnlessSet(VARIABLE, "1");
		possible = "1".equals(value) || "true".equalsIgnoreCase(value);
	}

	/** Whether a query is divided: of pixels, an image for each processor at least, each answered for itself. */
	static boolean isOf(final Query query) {
		return possible && !query.fetches().contains(Fetch.MULTIPLIERS) && PROCESSORS > 1 &&
			query.pixels().isPresent() && query.count() >= PROCESSORS && !GraphicsCard.isUsed() &&
			query.objective().map(Objective::expression).map(Expression::isOfEachAlone).orElse(true);
	}

	/** Of the session that runs the parts. */
	static void configure(final ConfigProto.Builder session) {
		session.setIntraOpParallelismThreads(1);
	}

	/** How many images of a divided query are run at the same time. */
	static int together(final Query query, final boolean batched) {
		return batched ? query.count() : PROCESSORS;
	}

	/**
	 * @param reflection of the images, where the graph has one
	 * @param batched whether a run may have several images
	 */
	static Answer answer(final Program program, final Query query, final InputSize size,
		final Reflection reflection, final boolean batched) {
		final List<Query> parts = query.parts(batched ? PROCESSORS : query.count());
		return Answer.joined(
			parts.parallelStream().map(part -> program.answer(part, size, reflection)).toList(),
			query.count());
	}
}
