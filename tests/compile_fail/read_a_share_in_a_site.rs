//! The words of a share are for its readers, and for no site.

use roadcast::audience::{Client, Engineering, Prospect, Sales, Sees};

fn shown_to<A: Sees<Prospect>>() {}

fn main() {
    shown_to::<Client>();
    //~^ E0277: `roadcast::audience::Client` readers may not see what is labelled `Prospect`
    shown_to::<Sales>();
    //~^ E0277: `roadcast::audience::Sales` readers may not see what is labelled `Prospect`
    shown_to::<Engineering>();
    //~^ E0277: `roadcast::audience::Engineering` readers may not see what is labelled `Prospect`
}
