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

package org.gradiscope.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

import org.gradiscope.tensor.Pixels;

/**
 * Puts images of many sizes into batches of one kind as they come, as large as {@link Batches} says. What
 * waits for a batch to fill is bounded: where there are many kinds, the largest batch goes unfilled.
 *
 * @param <T> an image and what is to be known of it
 */
public final class BatchFiller<T> {

	/** Of all images that wait: 48 MB of colours. */
	private static final long WAITING = 1 << 22;

	private final Function<T, Pixels> image;
	private final Function<T, Object> kind;
	private final Consumer<List<T>> task;
	private final Map<Object, List<T>> waiting = new LinkedHashMap<>();
	/** The pixels of all that wait. */
	private long pixels;

	/**
	 * @param image one image
	 * @param kind what the images of a batch have in common, their shape and range at least
	 * @param task given each batch
	 */
	public BatchFiller(final Function<T, Pixels> image, final Function<T, Object> kind,
		final Consumer<List<T>> task) {
		this.image = image;
		this.kind = kind;
		this.task = task;
	}

	/** Another image, which may complete a batch. */
	public void add(final T item) {
		final Object of = kind.apply(item);
		final List<T> batch = waiting.computeIfAbsent(of, k -> new ArrayList<>());
		batch.add(item);
		pixels += image.apply(item).positions();
		if (batch.size() >= Batches.size(image.apply(item), Integer.MAX_VALUE)) give(of);
		while (pixels > WAITING)
			give(largest());
	}

	/** What still waits. */
	public void finish() {
		for (final Object of : List.copyOf(waiting.keySet()))
			give(of);
	}

	private void give(final Object of) {
		final List<T> batch = waiting.remove(of);
		pixels -= (long) batch.size() * image.apply(batch.get(0)).positions();
		task.accept(batch);
	}

	private Object largest() {
		return waiting.entrySet().stream()
			.max((one, other) -> Integer.compare(one.getValue().size(), other.getValue().size()))
			.orElseThrow().getKey();
	}
}
