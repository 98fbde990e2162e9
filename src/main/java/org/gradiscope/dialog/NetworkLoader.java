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

package org.gradiscope.dialog;

import java.awt.EventQueue;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

import javax.swing.Timer;

import org.gradiscope.command.ErrorReport;
import org.gradiscope.command.GradiscopeService;
import org.gradiscope.command.LatestTask;
import org.gradiscope.command.OpenNetwork;
import org.gradiscope.engine.Cancellation;
import org.gradiscope.imagej.UserPrompt;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Layer;
import org.gradiscope.model.ModelDescriptor;

/** Opens the network that a dialog names, outside of the event thread, and tells what is known of it. */
final class NetworkLoader {

	/** That a name has to stay as it is, in ms: nobody wants to hear of half of a path. */
	private static final int PAUSE = 700;

	private final GradiscopeService networks;
	private final Consumer<NetworkSummary> listener;
	private final LatestTask latest = new LatestTask();
	private Timer pause;

	/** @param listener told in the event thread */
	NetworkLoader(final GradiscopeService networks, final Consumer<NetworkSummary> listener) {
		this.networks = networks;
		this.listener = listener;
	}

	/** The network is this one now; another one that is being opened does not count any more. */
	void look(final String model, final String head) {
		forget();
		listener.accept(NetworkSummary.NOTHING);
		pause = new Timer(PAUSE, event -> open(model, head));
		pause.setRepeats(false);
		pause.start();
	}

	/** The same, at once. */
	void open(final String model, final String head) {
		forget();
		listener.accept(NetworkSummary.said("The network is being opened...", false));
		latest.run(cancellation -> {
			final NetworkSummary known = known(model, head, cancellation);
			EventQueue.invokeLater(() -> {
				if (!cancellation.isCanceled()) listener.accept(known);
			});
		});
	}

	private NetworkSummary known(final String model, final String head,
		final Cancellation cancellation) {
		try (OpenNetwork network =
			networks.open(model, head, cancellation::isCanceled, UserPrompt.DIALOG)) {
			return NetworkSummary.of(network);
		}
		catch (final CancellationException e) {
			return NetworkSummary.NOTHING;
		}
		catch (final RuntimeException | Error e) {
			return NetworkSummary.said(ErrorReport.line(e), true);
		}
	}

	/** Nothing is told any more of what was asked for. */
	void forget() {
		if (pause != null) pause.stop();
		latest.cancel();
	}

	/**
	 * What is known of the network at hand.
	 *
	 * @param line for the person: what kind of network it is, that it is being opened, or what is wrong
	 * @param isProblem whether it cannot be used
	 * @param classes the labels, by index
	 * @param layers those that can be looked at
	 * @param convolutions the names of those with kernels
	 */
	record NetworkSummary(String line, boolean isProblem, List<String> classes, List<Layer> layers,
		List<String> convolutions) {

		static final NetworkSummary NOTHING = said("", false);

		/** Nothing else. */
		static NetworkSummary said(final String line, final boolean isProblem) {
			return new NetworkSummary(line, isProblem, List.of(), List.of(), List.of());
		}

		static NetworkSummary of(final OpenNetwork network) {
			final ModelDescriptor known = network.descriptor();
			final int classes = known.labels().count();
			final InputSize size = known.preprocessing().size();
			final String line = (classes == 0 ? "no classes" : classes + " classes") + ", " +
				known.layers().size() + " layers, " +
				(size.series() ? size
					: size.fixed() ? "images " + size : (size.isVolume() ? "volumes" : "images") + " of " +
						InputSize.text(size.sides()) + " or larger");
			return new NetworkSummary(line, false, known.labels().names(), known.layers(),
				network.weights().kernelLayers());
		}
	}
}
